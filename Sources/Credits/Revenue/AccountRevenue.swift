/// The revenue of accounts in months, by the account of the event that earned it.
package enum AccountRevenue {
  /// An account in one month.
  package struct Key: Hashable, Sendable {
    /// A text of the audit's names.
    package let account: UInt32
    /// Months since January of year 0.
    package let month: Int32

    package init(account: UInt32, month: Int32) {
      self.account = account
      self.month = month
    }
  }

  /// Returns the revenue of each account and month with a posting of revenue.
  package static func byMonth(
    _ postings: [RevenuePosting], months: Range<Int32>
  ) -> [Key: EarnedRevenue] {
    var sums: [Key: EarnedRevenue] = [:]
    for posting in postings where posting.isEarned && months.contains(posting.month) {
      sums[Key(account: posting.account, month: posting.month), default: EarnedRevenue()]
        .add(posting)
    }
    return sums
  }
}

/// Revenue in 10⁻¹⁸ USD.
package struct EarnedRevenue: Hashable, Sendable {
  package var realised: Int128 = 0
  package var breakage: Int128 = 0

  package init(realised: Int128 = 0, breakage: Int128 = 0) {
    self.realised = realised
    self.breakage = breakage
  }

  mutating func add(_ posting: RevenuePosting) {
    realised += posting.realised
    breakage += posting.breakage
  }
}
