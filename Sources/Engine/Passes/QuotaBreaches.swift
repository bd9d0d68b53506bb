import Cube
import Ledger
import Simulation

/// From which day of which month on the requests of which users matter to limits, as the facts show.
///
/// While what a user is charged in a month stays within every limit, all requests are let through, in whatever order;
/// so only those of the days from the first on which a limit is exceeded are played one by one.
struct QuotaBreaches: Sendable {
  /// By user, as reports name them, and first day of a month, the first day whose requests matter.
  private(set) var firstDays: [Name: [Day: Day]] = [:]
  /// Per limit, in microcredits, what the requests of the days before count as.
  private(set) var used: [[Key: Int128]]

  /// A user in a month, which is known by its first day.
  struct Key: Hashable, Sendable {
    let user: Name
    let month: Day
  }

  /// - Parameter isStopped: whether requests of these dimensions are stopped anyway and count against no limit.
  init(
    _ facts: Facts, limits: [UsageLimit], isStopped: (FactDimensions) -> Bool
  ) {
    let users = facts.reportedUsers
    let (numbers, names) = (users.numbers, users.names)
    let counts = limits.map { limit in
      facts.dimensions.map { limit.counts($0) && !isStopped($0) }
    }
    var crossings: [Span: Day] = [:]
    for (limit, counts) in zip(limits, counts) {
      QuotaBreaches.addFirstDays(beyond: limit, facts, numbers, counts, to: &crossings)
    }
    // A limit that begins or ends within a month does not count what the facts of its days do.
    if limits.contains(where: { $0.validity != .always }) {
      for span in crossings.keys { crossings[span] = span.day }
    }
    for (span, day) in crossings { firstDays[names[Int(span.user)], default: [:]][span.day] = day }
    used = zip(limits, counts).map { limit, counts in
      // What is counted by the day begins with the day.
      guard limit.span == .month, !crossings.isEmpty else { return [:] }
      let used = QuotaBreaches.used(before: crossings, facts, numbers, counts)
      return Dictionary(
        uniqueKeysWithValues: used.map {
          (Key(user: names[Int($0.key.user)], month: $0.key.day), $0.value)
        })
    }
  }

  /// A user, by the number of the name that reports give, and a month or a day.
  private struct Span: Hashable {
    let user: Int32
    let day: Day
  }

  /// Lowers the first days of the months in which the limit is exceeded.
  private static func addFirstDays(
    beyond limit: UsageLimit, _ facts: Facts, _ numbers: [Int32], _ counts: [Bool],
    to crossings: inout [Span: Day]
  ) {
    let most = Int128(limit.credits.microcredits)
    // Facts are in the order of days: of each user the month or day that was met last is enough.
    var sums: [(from: Day, credits: Int128)] = Array(
      repeating: (Day(number: .min), 0), count: numbers.count)
    var known: (day: Day, from: Day)?
    let rows = facts.rows
    for index in rows.indices where counts[Int(rows[index].dimensions)] {
      let day = rows[index].day
      if known?.day != day { known = (day, limit.firstDay(of: day)) }
      let user = Int(numbers[Int(rows[index].user)])
      guard let from = known?.from else { continue }
      if sums[user].from != from { sums[user] = (from, 0) }
      sums[user].credits += rows.measures(of: rows[index]).credits
      guard sums[user].credits > most else { continue }
      let month = Span(user: Int32(user), day: day.month.period.from)
      crossings[month] = min(crossings[month] ?? day, day)
    }
  }

  /// Returns the usage that counts in the months of `crossings` before the first day that matters.
  private static func used(
    before crossings: [Span: Day], _ facts: Facts, _ numbers: [Int32], _ counts: [Bool]
  ) -> [Span: Int128] {
    var used: [Span: Int128] = [:]
    var hasCrossed = [Bool](repeating: false, count: numbers.count)
    for span in crossings.keys { hasCrossed[Int(span.user)] = true }
    let rows = facts.rows
    for index in rows.indices
    where counts[Int(rows[index].dimensions)] && hasCrossed[Int(numbers[Int(rows[index].user)])] {
      let month = Span(
        user: numbers[Int(rows[index].user)], day: rows[index].day.month.period.from)
      guard let first = crossings[month], rows[index].day < first else { continue }
      used[month, default: 0] += rows.measures(of: rows[index]).credits
    }
    return used
  }
}
