import Insight
import Ledger

/// The usage by time: the requests of each hour of the week, over all tiers.
package struct WeekUse: Sendable {
  /// Per weekday from Monday, and hour.
  package let requests: [[Int64]]
  /// The busiest hour in a sentence.
  package let sentence: String

  /// The number of shades of what is not 0.
  package static let steps = 5
  package static let weekdays = [
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
  ]

  /// Nil without a request that has a price.
  init?(_ hours: [WeekHour]) {
    var requests = [[Int64]](repeating: [Int64](repeating: 0, count: 24), count: 7)
    for hour in hours { requests[hour.weekday - 1][hour.hour] += hour.use.requests }
    let all = requests.joined()
    guard let most = all.max(), most > 0, let place = all.enumerated().first(where: { $1 == most })
    else { return nil }
    let (day, hour) = place.offset.quotientAndRemainder(dividingBy: 24)
    self.requests = requests
    let ties = all.count { $0 == most }
    sentence =
      (ties == 1
        ? "The busiest hour is \(WeekUse.weekdays[day]) from \(hour):00 to \(hour + 1):00, with "
        : "No hour is the busiest: \(ties) hours of the week have ")
      + "\(Figures.count(most)) of \(Figures.count(all.reduce(0, +), "request"))\(ties == 1 ? "" : " each")"
      + "\(Figures.withoutPrice(hours.reduce(0) { $0 + $1.use.unpriced }))."
  }

  /// The shade of an hour: 0 for none, else 1 to 5 by its share of the busiest.
  package func step(_ day: Int, _ hour: Int) -> Int {
    let most = requests.joined().max() ?? 0
    guard most > 0 else { return 0 }
    let steps = Int64(WeekUse.steps)
    return Int((max(0, requests[day][hour]) * steps + most - 1) / most)
  }
}
