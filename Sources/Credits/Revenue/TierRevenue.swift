/// The revenue of one month by what tells its tier: a request, or the plan of the account.
package struct TierRevenue: Hashable, Sendable {
  /// Months since January of year 0.
  package let month: Int32
  /// The request, whose tier counts if the usage ledger has it; 0 if there is none.
  package let request: UInt32
  /// The plan of the account just after the event, or at the expiry; 0 is none.
  package let plan: UInt32
  package var revenue: EarnedRevenue

  package init(month: Int32, request: UInt32, plan: UInt32, revenue: EarnedRevenue) {
    self.month = month
    self.request = request
    self.plan = plan
    self.revenue = revenue
  }

  private struct Key: Hashable {
    let month: Int32
    let request: UInt32
    let plan: UInt32
  }

  /// Returns one row for each month, request and plan with a posting of revenue, in the order of the first of each.
  package static func rows(
    _ postings: [RevenuePosting], months: Range<Int32>
  ) -> [TierRevenue] {
    var rows: [TierRevenue] = []
    var places: [Key: Int] = [:]
    for posting in postings where posting.isEarned && months.contains(posting.month) {
      let key = Key(month: posting.month, request: posting.request, plan: posting.plan)
      let place = places[key] ?? rows.count
      if place == rows.count {
        places[key] = place
        rows.append(
          TierRevenue(
            month: key.month, request: key.request, plan: key.plan, revenue: EarnedRevenue()))
      }
      rows[place].revenue.add(posting)
    }
    return rows
  }
}
