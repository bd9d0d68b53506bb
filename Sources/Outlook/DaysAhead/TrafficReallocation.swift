import Forecasting
import Ledger

/// The requests of each kind of traffic as if what stopped in the last four weeks had never been its own.
///
/// When a kind stops, others rise if they took over, and do not if they did not. So its past is handed on to the kinds
/// that rose on most days since, in the part of it that each does more; the rest is in no history any more.
struct TrafficReallocation {
  /// The units of one request: 1 … 4 all divide twelve.
  static let unit: Int128 = 12_000_000
  /// All of a past, of which kinds take parts.
  private static let whole: Int128 = 1_000_000

  private let history: TrafficHistory
  /// The days with a request of any kind; others say nothing about one.
  private let isBusy: [Bool]
  /// The first day without each kind that has stopped.
  private let stops: [Int?]
  /// The requests that kinds took over, in units, one entry per day.
  private var taken: [Int: [Int128]] = [:]

  init(_ history: TrafficHistory) {
    self.history = history
    isBusy = history.sum(of: history.lines).map { $0.requests > 0 }
    let busyBefore = isBusy.reduce(into: [0]) { $0.append($0[$0.count - 1] + ($1 ? 1 : 0)) }
    let stops = history.lines.map { DiscontinuationDetector($0.days, busyBefore: busyBefore).stop }
    self.stops = stops.contains(nil) ? stops : stops.map { _ in nil }
    for day in Set(self.stops.compactMap(\.self)).sorted() where isRecent(day) { handOn(from: day) }
  }

  /// The kind was used regularly and is not any more.
  func hasStopped(_ line: Int) -> Bool { stops[line] != nil }

  /// None of the kinds had a request on the last four days with any.
  func areSilent(_ lines: some Sequence<Int>) -> Bool {
    let last = isBusy.indices.filter { isBusy[$0] }.suffix(4)
    return lines.allSatisfy { line in last.allSatisfy { requests(of: line, on: $0) == 0 } }
  }

  /// The requests of a kind on a day, in units, 0 or more.
  func requests(of line: Int, on day: Int) -> Int128 {
    let own = Int128(max(0, history.lines[line].days[day].requests)) * TrafficReallocation.unit
    return own + (taken[line]?[day] ?? 0)
  }

  /// Those of the last `days` days.
  func requests(of line: Int, last days: Int) -> Int128 {
    let own = history.lines[line].days.used(last: days)
      .reduce(Int128(0)) { $0 + Int128(max(0, $1.traffic.requests)) }
    return own * TrafficReallocation.unit + (taken[line]?.suffix(days).reduce(0, +) ?? 0)
  }

  /// The mean of a kind on a weekday in the four weeks before a day, in units; nil where it had not started and took nothing
  /// over, and where nothing at all was requested on these days.
  ///
  /// - Parameter weekday: any day of that weekday.
  func usual(_ line: Int, on weekday: Int, before end: Int) -> Int128? {
    let latest = TrafficReallocation.lastDay(ofWeekday: weekday, before: end)
    func mean(from first: Int) -> Int128? {
      var (sum, days): (Int128, Int128) = (0, 0)
      for week in 0..<TrafficHistory.recentWeeks {
        let day = latest - 7 * week
        guard day >= first, isBusy[day] else { continue }
        sum += requests(of: line, on: day)
        days += 1
      }
      return days == 0 ? nil : sum / days
    }
    // What a kind took over may lie before its own first day.
    return mean(from: history.lines[line].days.firstUse)
      ?? (taken[line] == nil ? nil : mean(from: 0))
  }

  /// The last day before `end` that is of the weekday of `day`; below 0 where the history has none.
  private static func lastDay(ofWeekday day: Int, before end: Int) -> Int {
    let last = end - 1
    return last - (last + 7 - day % 7) % 7
  }

  /// The requests of some kinds, as far as they go on, from a day to the last, one entry per day.
  func sum(of lines: some Sequence<Int>, from first: Int) -> ExactSeries {
    var sums = [Int128](repeating: 0, count: history.dayCount)
    for line in lines {
      if let stop = stops[line], isRecent(stop) { continue }
      for entry in history.lines[line].days.used {
        sums[entry.day] += Int128(entry.traffic.requests) * TrafficReallocation.unit
      }
      for (day, units) in (taken[line] ?? []).enumerated() { sums[day] += units }
    }
    return ExactSeries(sums[first...].map { Quotient.halfEven($0, 12) ?? 0 }, scale: 6)
  }

  /// Returns true if the stop is within the last 4 weeks.
  ///
  /// An earlier stop is already part of the forecast of all traffic.
  private func isRecent(_ stop: Int) -> Bool {
    stop > history.dayCount - TrafficHistory.recentDays
  }

  /// Hands on the past of the kinds that stopped on a day.
  private mutating func handOn(from stop: Int) {
    let gone = stops.indices.filter { stops[$0] == stop }
    let missing = (stop..<history.dayCount).filter { isBusy[$0] }.map { day in
      (day: day, units: gone.reduce(0) { $0 + (usual($1, on: day, before: stop) ?? 0) })
    }.filter { $0.units > 0 }
    let parts = stops.indices.filter { (stops[$0] ?? .max) > stop }
      .map { (line: $0, part: part(of: missing, takenBy: $0, since: stop)) }.filter { $0.part > 0 }
    let sum = max(TrafficReallocation.whole, parts.reduce(0) { $0 + $1.part })
    let past = (0..<history.dayCount).map { day in
      gone.reduce(0) { $0 + requests(of: $1, on: day) }
    }
    for (line, part) in parts {
      let before = taken[line] ?? [Int128](repeating: 0, count: history.dayCount)
      taken[line] = zip(past, before).map { units, before in
        before + (Quotient.halfEven(units, times: part, over: sum) ?? 0)
      }
    }
  }

  /// The part of what is missing on some days that a kind does more on them; nothing where it does not on three days in
  /// four, since one batch, or chance, is no rise.
  ///
  /// It is the median of the days, and at most the whole.
  private func part(
    of missing: [(day: Int, units: Int128)], takenBy line: Int, since stop: Int
  ) -> Int128 {
    let parts = missing.map { day, units in
      let rise = requests(of: line, on: day) - (usual(line, on: day, before: stop) ?? 0)
      return min(
        Quotient.halfEven(rise, times: TrafficReallocation.whole, over: units) ?? 0,
        TrafficReallocation.whole)
    }.sorted()
    guard 4 * parts.count(where: { $0 > 0 }) >= 3 * parts.count, !parts.isEmpty else { return 0 }
    return (parts[(parts.count - 1) / 2] + parts[parts.count / 2]) / 2
  }
}
