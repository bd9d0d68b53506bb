import Forecasting
import Ledger

/// How a day's requests are shared out among the kinds of traffic, and what each request uses: as in the last four
/// weeks.
///
/// A kind's share on a weekday is what it had on the same weekday; weeks before its first request do not count
/// against it, and on a weekday that it has not lived yet it has its share of the days that it has. A kind that stopped
/// gets nothing.
struct TrafficShares {
  private let history: TrafficHistory
  private let hasStopped: [Bool]
  static let weeks = 4
  /// What stands for one request, as all of 1 … 4 divide twelve.
  private static let unit: Int128 = 12_000_000

  init(_ history: TrafficHistory) {
    self.history = history
    let stopped = history.lines.map { Silence($0.days).isStop }
    hasStopped = stopped.contains(false) ? stopped : stopped.map { _ in false }
  }

  /// The requests of each kind on each day ahead; those of a day add up to its whole.
  ///
  /// What a kind is short of a whole request on one day counts on the next, so that rare kinds get their share.
  func requests(of wholes: [Int64]) -> [[Int64]] {
    var sharing = RunningApportionment(places: history.lines.count)
    return wholes.enumerated().map { ahead, whole in
      sharing.parts(of: whole, weights: weights(ahead: ahead))
    }
  }

  /// What so many requests of a kind use if they are like those before.
  func quantities(of requests: Int64, line: Int) -> Quantities {
    var quantities = Quantities()
    let days = history.lines[line].days
    let last = days.used(last: 7 * TrafficShares.weeks)
    let like = last.contains { $0.traffic.requests > 0 } ? last : days.used[...]
    let count = like.reduce(Int128(0)) { $0 + Int128($1.traffic.requests) }
    for unitClass in UnitClass.quantities {
      let used = like.reduce(Int128(0)) { $0 + Int128($1.traffic.quantities[unitClass]) }
      let perUnit: Int64 = unitClass == .second ? Quantities.nanosecondsPerSecond : 1
      let units = Quotient.halfEven(used * Int128(requests), count * Int128(perUnit)) ?? 0
      quantities[unitClass] = Int64(clamping: max(0, units) * Int128(perUnit))
    }
    return quantities
  }

  /// The requests of the same weekday, else of all days of these weeks, else of all days ever.
  private func weights(ahead: Int) -> [Int128] {
    let lived = history.lines.enumerated().map { number, line in
      hasStopped[number] ? 0 : weight(line, ahead: ahead)
    }
    let same = lived.contains(nil) ? withYoung(lived) : lived.map { $0 ?? 0 }
    if same.contains(where: { $0 > 0 }) { return same }
    let recent = sums(over: 7 * TrafficShares.weeks)
    return recent.contains { $0 > 0 } ? recent : sums(over: history.dayCount)
  }

  /// The mean of up to four weeks in units; nil for a kind that has not lived this weekday.
  private func weight(_ line: TrafficHistory.Line, ahead: Int) -> Int128? {
    let firstUse = line.days.firstUse
    let days = (1...TrafficShares.weeks).map { history.dayCount - 7 * $0 + ahead % 7 }
      .filter { $0 >= firstUse && $0 < history.dayCount }
    guard !days.isEmpty else { return nil }
    let sum = days.reduce(Int128(0)) { $0 + Int128(line.days[$1].requests) }
    return max(0, sum) * (TrafficShares.unit / Int128(days.count))
  }

  /// The weights with those of kinds that have not lived the weekday.
  ///
  /// To the kinds that have they are as on the days since the first request, which does not count: it is why the kind
  /// is known at all. Where those had nothing on these days, it is the mean of the days.
  private func withYoung(_ lived: [Int128?]) -> [Int128] {
    let whole = lived.reduce(0) { $0 + ($1 ?? 0) }
    guard whole > 0 else { return lived.map { _ in 0 } }
    return lived.enumerated().map { number, weight in
      if let weight { return weight }
      let days = history.dayCount - history.lines[number].days.firstUse
      let own = max(0, requests(of: number, last: days) - 1)
      let others = lived.indices.filter { lived[$0] != nil && !hasStopped[$0] }
        .reduce(0) { $0 + requests(of: $1, last: days) }
      return others > 0 ? own * whole / others : own * TrafficShares.unit / Int128(days)
    }
  }

  private func sums(over days: Int) -> [Int128] {
    history.lines.indices.map { hasStopped[$0] ? 0 : requests(of: $0, last: days) }
  }

  /// The requests of a kind on the last days, 0 or more.
  private func requests(of line: Int, last days: Int) -> Int128 {
    max(
      0,
      history.lines[line].days.used(last: days).reduce(0) { $0 + Int128($1.traffic.requests) })
  }
}
