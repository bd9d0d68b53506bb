/// The days without a kind of traffic up to the end of a history, and whether they are a stop.
///
/// What was used day after day has stopped after a few days, what was used now and then after twice its longest pause.
struct Silence {
  private let days: TrafficDays

  /// The silence at the end of some days.
  init(_ days: TrafficDays) { self.days = days }

  /// The kind was used regularly and is not any more.
  var isStop: Bool { isLong || isUnusual }

  /// Nothing for two weeks.
  private var isLong: Bool {
    let since = max(0, days.count - Silence.long)
    return days.used(last: Silence.long).allSatisfy(\.traffic.isNothing)
      && isRegular(max(0, since - Silence.long)..<since)
  }

  /// Nothing for longer than a few days, and than twice the longest pause of the four weeks before; at least a week of
  /// them tells what is usual.
  private var isUnusual: Bool {
    guard let last = days.used.last(where: { !$0.traffic.isNothing })?.day else { return false }
    let first = max(days.firstUse, last + 1 - Silence.before)
    let silent = days.count - 1 - last
    guard last - first >= 6, silent > Silence.few, isRegular(first..<last + 1) else { return false }
    var (pause, previous) = (0, first - 1)
    for entry in days.used(in: first..<last + 1) where !entry.traffic.isNothing {
      pause = max(pause, entry.day - previous - 1)
      previous = entry.day
    }
    return silent > 2 * pause
  }

  private func isRegular(_ stretch: Range<Int>) -> Bool {
    days.used(in: stretch).reduce(0) { $0 + $1.traffic.requests } >= Silence.regular
  }

  private static let long = 14
  private static let few = 3
  private static let before = 28
  /// So many requests in the days before make a silence a stop.
  private static let regular = 10
}
