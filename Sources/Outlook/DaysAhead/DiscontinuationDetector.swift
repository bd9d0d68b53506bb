/// The days without a kind of traffic up to the end of a history, and whether they are a stop.
///
/// A kind in daily use has stopped after a few days without it, and one in occasional use after
/// twice its longest pause. Days without any request say nothing about one kind: they count neither
/// as its silence nor as its pause.
struct DiscontinuationDetector {
  private let days: TrafficDays
  /// Of each day how many before it had requests of any kind, and behind them of all days.
  private let busyBefore: [Int]

  /// The silence at the end of some days.
  init(_ days: TrafficDays, busyBefore: [Int]) {
    self.days = days
    self.busyBefore = busyBefore
  }

  /// The first day of it where the kind was used regularly and is not any more; nil where it has not stopped.
  var stop: Int? {
    guard let last = days.used.last(where: { !$0.traffic.isNothing })?.day else { return nil }
    return isLong(since: last) || isUnusual(since: last) ? last + 1 : nil
  }

  /// Nothing for two weeks.
  private func isLong(since last: Int) -> Bool {
    busyDays(after: last, before: days.count) >= DiscontinuationDetector.long
      && isRegular(max(0, last + 1 - DiscontinuationDetector.long)..<last + 1)
  }

  /// Nothing for longer than a few days, and than twice the longest pause of the four weeks before; at least a week of
  /// them tells what is usual.
  private func isUnusual(since last: Int) -> Bool {
    let first = max(days.firstUse, last + 1 - TrafficHistory.recentDays)
    let silent = busyDays(after: last, before: days.count)
    guard last - first >= 6, silent > DiscontinuationDetector.few, isRegular(first..<last + 1)
    else { return false }
    var (pause, previous) = (0, first - 1)
    for entry in days.used(in: first..<last + 1) where !entry.traffic.isNothing {
      pause = max(pause, busyDays(after: previous, before: entry.day))
      previous = entry.day
    }
    return silent > 2 * pause
  }

  private func busyDays(after day: Int, before next: Int) -> Int {
    busyBefore[next] - busyBefore[day + 1]
  }

  private func isRegular(_ stretch: Range<Int>) -> Bool {
    days.used(in: stretch).reduce(0) { $0 + $1.traffic.requests } >= DiscontinuationDetector.regular
  }

  private static let long = 14
  private static let few = 3
  /// The number of requests in the days before that make a silence a stop.
  private static let regular = 10
}
