import Forecasting
import Ledger

/// How a day's requests are shared out among the kinds of traffic, and what each request uses: as in the last four
/// weeks.
///
/// A kind's share on a weekday is what it had on the same weekday; weeks before its first request do not count
/// against it, and on a weekday that it has not lived yet it has its share of the days that it has. A kind that stopped
/// gets nothing; what it did goes on where others took it over.
struct TrafficShares {
  private let history: TrafficHistory
  private let handedOn: HandedOn

  init(_ history: TrafficHistory) {
    self.history = history
    handedOn = HandedOn(history)
  }

  /// The requests of all kinds that are to be shared out, one entry per day of the history.
  var all: ExactSeries { handedOn.all }

  /// The requests of each kind on each day ahead; those of a day add up to its whole.
  ///
  /// What a kind is short of a whole request on one day counts on the next, so that rare kinds get their share.
  func requests(of wholes: [Int64]) -> [[Int64]] {
    var sharing = RunningApportionment(places: history.lines.count)
    let ofWeekdays = (0..<min(7, wholes.count)).map(weights)
    return wholes.enumerated().map { ahead, whole in
      sharing.parts(of: whole, weights: ofWeekdays[ahead % 7])
    }
  }

  /// What so many requests of a kind use if they are like those before.
  func quantities(of requests: Int64, line: Int) -> Quantities {
    var quantities = Quantities()
    let days = history.lines[line].days
    let last = days.used(last: TrafficHistory.recentDays)
    let like = last.contains { $0.traffic.requests > 0 } ? last : days.used[...]
    let count = like.reduce(Int128(0)) { $0 + Int128($1.traffic.requests) }
    for unitClass in UnitClass.quantities {
      let used = like.reduce(Int128(0)) { $0 + Int128($1.traffic.quantities[unitClass]) }
      let perUnit = Int128(unitClass.quantityPerUnit)
      let units = Quotient.halfEven(used * Int128(requests), count * perUnit) ?? 0
      quantities[unitClass] = Int64(clamping: max(0, units) * perUnit)
    }
    return quantities
  }

  /// The requests of one weekday, else of all days of these weeks, else of all days ever.
  ///
  /// - Parameter ahead: so many days after the first day ahead, below seven.
  private func weights(ahead: Int) -> [Int128] {
    let lived = history.lines.indices.map { line in
      handedOn.hasStopped(line)
        ? 0 : handedOn.usual(line, on: history.dayCount + ahead, before: history.dayCount)
    }
    let same = lived.contains(nil) ? withYoung(lived) : lived.map { $0 ?? 0 }
    if same.contains(where: { $0 > 0 }) { return same }
    let recent = sums(over: TrafficHistory.recentDays)
    return recent.contains { $0 > 0 } ? recent : sums(over: history.dayCount)
  }

  /// The weights with those of kinds that have not lived the weekday.
  ///
  /// These get their share of the days since the first request, which does not count: it is why the kind is known at
  /// all. They get no more than the mean of these days, on which the others may have rested.
  private func withYoung(_ lived: [Int128?]) -> [Int128] {
    let whole = lived.reduce(0) { $0 + ($1 ?? 0) }
    guard whole > 0 else { return lived.map { _ in 0 } }
    let others = lived.indices.filter { lived[$0] != nil && !handedOn.hasStopped($0) }
    // Many kinds may be as young as each other.
    var ofOthers: [Int: Int128] = [:]
    let young: [Int128?] = lived.enumerated().map { line, weight in
      if weight != nil { return nil }
      let days = history.dayCount - history.lines[line].days.firstUse
      let own = max(0, handedOn.requests(of: line, last: days) - HandedOn.unit)
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
    history.lines.indices.map {
      handedOn.hasStopped($0) ? 0 : handedOn.requests(of: $0, last: days)
    }
  }
}
