import Cube
import Ledger

/// The segments of customers, from the sums of their users.
enum CustomerSegments {
  /// The sums of the users of one customer.
  private struct Sums {
    /// That of the tier of its user with the largest cost.
    let isPaid: Bool
    var isActive = false
    var isUnknown = false
    var cost: Int128 = 0
    var margin: Int128? = 0
    var earlier: Int128? = 0
    var firstSeen: Day?
  }

  /// Returns the segment of each customer that has one; the account, or the user where there is none.
  ///
  /// - Parameter users: the largest cost first.
  static func all(
    _ users: [UserUse], _ periods: EarlierPeriod?, _ thresholds: SegmentThresholds
  ) -> [Name: Segment] {
    var customers: [Name: Sums] = [:]
    for user in users {
      var sums = customers[user.key.customer] ?? Sums(isPaid: user.isPaid)
      if user.segment != .dormant { sums.isActive = true }
      if user.vendorCost == nil { sums.isUnknown = true }
      sums.cost += user.vendorCost?.attodollars ?? 0
      sums.margin = sums.margin.flatMap { sum in user.margin.map { sum + $0.attodollars } }
      sums.earlier = sums.earlier.flatMap { sum in user.earlierCost.map { sum + $0.attodollars } }
      if let first = user.seen?.lowerBound { sums.firstSeen = min(sums.firstSeen ?? first, first) }
      customers[user.key.customer] = sums
    }
    return customers.compactMapValues { sums in
      var change: CostChange?
      if let periods, let earlier = sums.earlier, !sums.isUnknown {
        change = CostChange(
          cost: sums.cost, days: periods.days, earlierCost: earlier,
          earlierDays: periods.earlierDays)
      }
      let isNew = periods.map { periods in
        sums.firstSeen.map { $0 >= periods.reported.from } ?? false
      }
      return Segment.first(
        isActive: sums.isActive, isLosing: sums.isPaid && (sums.margin ?? 0) < 0,
        isNew: isNew ?? false, change: change, thresholds)
    }
  }
}
