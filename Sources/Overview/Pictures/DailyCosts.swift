import Cube
import Ledger
import Reports

/// The vendor cost of each day, also of days before the period.
struct DailyCosts {
  private var costs: [Day: Money] = [:]
  /// The requests without a price, which no cost has.
  private var unpriced: [Day: Int64] = [:]

  init(_ input: ReportInput) {
    let own = input.facts.totals(byDays: \.self)
    let earlier = input.history?.totals(byDays: \.self) ?? []
    for day in earlier + own {
      costs[day.key] = day.totals.vendorCost
      unpriced[day.key] = day.totals.unpriced
    }
  }

  /// The number of requests without a price.
  func unpriced(of days: ClosedRange<Day>) -> Int64 {
    (0...days.upperBound - days.lowerBound).reduce(0) {
      $0 + (unpriced[days.lowerBound + $1] ?? 0)
    }
  }

  /// The sums from the first day to each day.
  func sums(of days: ClosedRange<Day>) -> [Money] {
    var sum = Money.zero
    return (0...days.upperBound - days.lowerBound).map { day in
      sum = sum + (costs[days.lowerBound + day] ?? .zero)
      return sum
    }
  }
}
