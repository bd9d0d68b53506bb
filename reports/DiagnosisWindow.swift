import Ledger

/// A time in which requests of a cause began: all of them, those of one day, or nearly all.
struct DiagnosisWindow: Sendable {
  private(set) var requests = 1
  private(set) var first: Instant
  private(set) var last: Instant
  private(set) var firstDay: Day
  private(set) var lastDay: Day

  /// The time of one request.
  init(_ instant: Instant, on day: Day) {
    (first, last) = (instant, instant)
    (firstDay, lastDay) = (day, day)
  }

  /// Returns the time from the earlier start to the later end, with the requests of both.
  func joined(with other: DiagnosisWindow) -> DiagnosisWindow {
    var window = self
    window.requests += other.requests
    (window.first, window.last) = (min(first, other.first), max(last, other.last))
    (window.firstDay, window.lastDay) = (
      min(firstDay, other.firstDay), max(lastDay, other.lastDay)
    )
    return window
  }

  /// Returns the time of all but a few where leaving out these makes it shorter by half or more; nil where nothing does.
  ///
  /// The few are at most one in a hundred, or one of twenty and more, on the first days or the last, and no more than it
  /// takes.
  ///
  /// - Parameter days: one per day, in time order.
  static func most(of days: [DiagnosisWindow]) -> DiagnosisWindow? {
    let all = requests(of: days[...])
    let few = all < 20 ? 0 : max(1, all / 100)
    var run = days[...]
    while let half = half(of: run, keeping: all - few) { run = half }
    return run.count < days.count ? joined(run) : nil
  }

  /// Returns the time of all that began on `days`; nil of none.
  static func joined(_ days: ArraySlice<DiagnosisWindow>) -> DiagnosisWindow? {
    guard let first = days.first else { return nil }
    return days.dropFirst().reduce(first) { $0.joined(with: $1) }
  }

  /// Returns how many began on `days`.
  static func requests(of days: ArraySlice<DiagnosisWindow>) -> Int {
    days.reduce(0) { $0 + $1.requests }
  }

  /// Returns the days of `run` in a row that have the most requests, and at least `needed`, in at most half of its time;
  /// of several the shortest, and nil where there are none.
  private static func half(
    of run: ArraySlice<DiagnosisWindow>, keeping needed: Int
  ) -> ArraySlice<DiagnosisWindow>? {
    let most = length(of: run) / 2
    var best: (days: ArraySlice<DiagnosisWindow>, requests: Int, length: Int128)?
    var start = run
    while requests(of: start) >= needed {
      var days = start
      var count = requests(of: days)
      while count >= needed, let last = days.last {
        let length = length(of: days)
        let isBetter = best.map { ($0.requests, length) < (count, $0.length) } ?? true
        if days.count < run.count && length <= most && isBetter { best = (days, count, length) }
        count -= last.requests
        days.removeLast()
      }
      start.removeFirst()
    }
    return best?.days
  }

  /// From the first request to the last, in nanoseconds.
  private static func length(of days: ArraySlice<DiagnosisWindow>) -> Int128 {
    guard let first = days.first?.first, let last = days.last?.last else { return 0 }
    return Int128(last.nanoseconds) - Int128(first.nanoseconds)
  }
}
