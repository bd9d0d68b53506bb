import Forecasting
import Ledger

/// The split of a day's requests of one stream among its kinds of traffic, as in the last 4 weeks.
///
/// A kind's share on a weekday is what it had on the same weekday. Weeks before its first request
/// do not count against it. On a weekday that it has not reached yet, it has its share of the days
/// that it has. A kind that stopped gets nothing; its requests continue in the kinds that took them
/// over.
struct TrafficShares {
  private let history: TrafficHistory
  private let handedOn: TrafficReallocation
  /// The kinds, as places in the history's lines.
  private let lines: [Int]

  /// The mean of each kind on each weekday of these weeks, from that of the first day ahead on, in units of a request.
  private var ofWeekdays: [[Int128]] = []

  init(_ lines: [Int], of history: TrafficHistory, _ handedOn: TrafficReallocation) {
    self.history = history
    self.handedOn = handedOn
    self.lines = lines
    ofWeekdays = (0..<7).map(means)
  }

  /// The requests of all kinds on a day ahead if they go on as in the last four weeks, in millionths of a request.
  func usual(days: Int) -> [Int128] {
    (0..<days).map {
      ofWeekdays[$0 % 7].reduce(0, +) / (TrafficReallocation.unit / TrafficStreams.unit)
    }
  }

  /// Returns each kind's requests of the stream on each day ahead, in the order of the kinds.
  func parts(of requests: [Int128]) -> [[Int128]] {
    let weights = ofWeekdays.map { $0.contains { $0 > 0 } ? $0 : ofAllDays }
    return requests.enumerated().map { ahead, whole in
      let weights = weights[ahead % 7]
      let sum = weights.reduce(0, +)
      return weights.map { Quotient.halfEven(whole, times: $0, over: sum) ?? 0 }
    }
  }

  /// - Parameter ahead: the number of days after the first day ahead, below seven.
  private func means(ahead: Int) -> [Int128] {
    let lived = lines.map { line in
      handedOn.hasStopped(line)
        ? 0 : handedOn.usual(line, on: history.dayCount + ahead, before: history.dayCount)
    }
    return lived.contains(nil) ? withYoung(lived) : lived.map { $0 ?? 0 }
  }

  /// The requests of each kind on all days of these weeks, else on all days ever.
  private var ofAllDays: [Int128] {
    let recent = sums(over: TrafficHistory.recentDays)
    return recent.contains { $0 > 0 } ? recent : sums(over: history.dayCount)
  }

  /// These means with those of kinds that have not lived the weekday.
  ///
  /// These get their share of the days since the first request, which does not count: it is why the kind is known at
  /// all. They get no more than the mean of these days, on which the others may have rested.
  private func withYoung(_ lived: [Int128?]) -> [Int128] {
    let whole = lived.reduce(0) { $0 + ($1 ?? 0) }
    guard whole > 0 else { return lived.map { _ in 0 } }
    let others = zip(lines, lived).filter { $1 != nil && !handedOn.hasStopped($0) }.map(\.0)
    // Many kinds may be as young as each other.
    var ofOthers: [Int: Int128] = [:]
    let young: [Int128?] = zip(lines, lived).map { line, weight in
      if weight != nil { return nil }
      let days = history.dayCount - history.lines[line].days.firstUse
      let own = max(0, handedOn.requests(of: line, last: days) - TrafficReallocation.unit)
      let beside =
        ofOthers[days] ?? others.reduce(0) { $0 + handedOn.requests(of: $1, last: days) }
      ofOthers[days] = beside
      let share = Quotient.halfEven(own, times: whole, over: own + beside) ?? 0
      return min(own / Int128(days), share)
    }
    let rest = max(0, whole - young.reduce(0) { $0 + ($1 ?? 0) })
    return lived.indices.map {
      young[$0] ?? Quotient.halfEven(lived[$0] ?? 0, times: rest, over: whole) ?? 0
    }
  }

  private func sums(over days: Int) -> [Int128] {
    lines.map {
      handedOn.hasStopped($0) ? 0 : handedOn.requests(of: $0, last: days)
    }
  }
}
