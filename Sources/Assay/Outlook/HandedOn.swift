import Forecasting
import Ledger

/// The requests of each kind of traffic as if what stopped in the last four weeks had never been its own.
///
/// When a kind stops, others rise by as much if they took over, and by nothing if they did not. So its past is handed on
/// to the kinds that rose, by as much as each did; what nobody took is in no history any more.
struct HandedOn {
  /// What stands for one request, as all of 1 … 4 divide twelve.
  static let unit: Int128 = 12_000_000

  private let history: TrafficHistory
  /// The first day without each kind that has stopped.
  private let stops: [Int?]
  /// What kinds took over, in units, one entry per day.
  private var taken: [Int: [Int128]] = [:]

  init(_ history: TrafficHistory) {
    self.history = history
    var busyBefore = [0]
    for day in history.sum(of: history.lines) {
      busyBefore.append(busyBefore[busyBefore.count - 1] + (day.requests > 0 ? 1 : 0))
    }
    let stops = history.lines.map { Silence($0.days, busyBefore: busyBefore).stop }
    self.stops = stops.contains(nil) ? stops : stops.map { _ in nil }
    for day in Set(self.stops.compactMap(\.self)).sorted() where isRecent(day) { handOn(from: day) }
  }

  /// The kind was used regularly and is not any more.
  func hasStopped(_ line: Int) -> Bool { stops[line] != nil }

  /// The requests of a kind on a day, in units, 0 or more.
  func requests(of line: Int, on day: Int) -> Int128 {
    let own = Int128(max(0, history.lines[line].days[day].requests)) * HandedOn.unit
    return own + (taken[line]?[day] ?? 0)
  }

  /// Those of the last so many days.
  func requests(of line: Int, last days: Int) -> Int128 {
    let own = history.lines[line].days.used(last: days)
      .reduce(Int128(0)) { $0 + Int128(max(0, $1.traffic.requests)) }
    return own * HandedOn.unit + (taken[line]?.suffix(days).reduce(0, +) ?? 0)
  }

  /// The first day with requests of a kind.
  func firstUse(of line: Int) -> Int {
    let own = history.lines[line].days.firstUse
    return taken[line]?.firstIndex { $0 > 0 }.map { min($0, own) } ?? own
  }

  /// All requests that go on, one entry per day.
  var all: ExactSeries {
    var sums = history.sum(of: history.lines).map { Int128($0.requests) * HandedOn.unit }
    for (line, stop) in stops.enumerated() {
      if let stop, isRecent(stop) {
        for entry in history.lines[line].days.used {
          sums[entry.day] -= Int128(entry.traffic.requests) * HandedOn.unit
        }
      } else {
        for (day, units) in (taken[line] ?? []).enumerated() { sums[day] += units }
      }
    }
    return ExactSeries(sums.map { Quotient.halfEven($0, 12) ?? 0 }, scale: 6)
  }

  /// What stopped earlier has left the last four weeks, and the forecast of all knows.
  private func isRecent(_ stop: Int) -> Bool {
    stop > history.dayCount - 7 * TrafficShares.weeks
  }

  /// Hands on the past of the kinds that stopped on a day.
  private mutating func handOn(from stop: Int) {
    let gone = stops.indices.filter { stops[$0] == stop }
    let missing = -gone.reduce(0) { $0 + rise(of: $1, from: stop) }
    let rises = stops.indices.filter { (stops[$0] ?? .max) > stop }
      .map { (line: $0, rise: rise(of: $0, from: stop)) }
    let given = min(missing, rises.reduce(0) { $0 + $1.rise })
    guard given > 0 else { return }
    let whole = rises.reduce(0) { $0 + max(0, $1.rise) }
    let past = (0..<history.dayCount).map { day in
      let units = gone.reduce(0) { $0 + requests(of: $1, on: day) }
      return Quotient.halfEven(units, times: given, over: missing) ?? 0
    }
    for (line, rise) in rises where rise > 0 {
      let none = [Int128](repeating: 0, count: history.dayCount)
      taken[line] = zip(past, taken[line] ?? none).map { units, before in
        before + (Quotient.halfEven(units, times: rise, over: whole) ?? 0)
      }
    }
  }

  /// What a kind does more since a day, in units: each day is held against the same weekdays of the four weeks before.
  private func rise(of line: Int, from stop: Int) -> Int128 {
    (stop..<history.dayCount).reduce(0) { sum, day in
      let latest = day - 7 * ((day - stop) / 7 + 1)
      let before = (0..<TrafficShares.weeks).map { latest - 7 * $0 }.filter { $0 >= 0 }
      guard !before.isEmpty else { return sum }
      let usual = before.reduce(0) { $0 + requests(of: line, on: $1) } / Int128(before.count)
      return sum + requests(of: line, on: day) - usual
    }
  }
}
