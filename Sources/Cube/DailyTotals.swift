import Ledger

/// What the requests of one day and one set of dimensions sum to, over all users; several of them where a sum would
/// leave the range of Int64.
package struct DailyTotals: Sendable {
  package let day: Day
  /// An index into the dimensions of the `Facts`.
  package let dimensions: Int32
  /// What makes money of the measures.
  package let money: MoneyTerms
  package private(set) var measures: Measures

  /// The money of it.
  package var totals: MoneyTotals {
    var totals = MoneyTotals()
    totals.add(measures, money)
    return totals
  }

  /// Adds a fact, unless a sum would leave the range of Int64: then it returns false and has changed nothing.
  mutating func add(_ fact: Measures) -> Bool {
    var sum = measures
    guard !sum.add(fact) else { return false }
    measures = sum
    return true
  }
}

/// The sums per day and dimensions while facts come in their order.
struct DailySums {
  private(set) var totals: [DailyTotals] = []
  private let money: [MoneyTerms]
  /// Per dimensions, their place among the totals, which are of the day if it lies behind its beginning.
  private var places: [Int]
  private var firstOfDay = 0
  private var lastDay = Day(number: .min)

  /// - Parameter money: per dimensions.
  init(_ money: [MoneyTerms]) {
    self.money = money
    places = Array(repeating: -1, count: money.count)
  }

  /// Adds a fact, of the day of the last one or of a later one.
  @inline(__always)
  mutating func add(_ measures: Measures, day: Day, dimensions: Int32) {
    if day != lastDay { (lastDay, firstOfDay) = (day, totals.count) }
    let place = places[Int(dimensions)]
    if place >= firstOfDay && totals[place].add(measures) { return }
    places[Int(dimensions)] = totals.count
    totals.appendToLong(
      DailyTotals(
        day: day, dimensions: dimensions, money: money[Int(dimensions)], measures: measures))
  }

  /// Whether cost or list revenue is more than a ledger may come to.
  var exceedsLimit: Bool {
    var cost: Int128 = 0
    var revenue: Int128 = 0
    for total in totals {
      // Credits that were deducted, not computed, may be worth more than 128 bits hold.
      let (worth, isTooLarge) = total.measures.credits.multipliedReportingOverflow(
        by: total.money.terms.creditValue.attodollarsPerMicrocredit)
      let (sum, hasOverflowed) = revenue.addingReportingOverflow(worth)
      if isTooLarge || hasOverflowed { return true }
      revenue = sum
      cost += total.measures.notionalCost
    }
    return max(cost, revenue) > Money.totalLimit.attodollars
  }
}
