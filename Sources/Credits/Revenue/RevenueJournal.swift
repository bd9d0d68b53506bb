import Ledger

/// The entries that a month makes in the books for each source, in the order of `journal.csv`.
package enum JournalPosting: UInt8, CaseIterable, Hashable, Sendable {
  /// Payments for new grants.
  case sale
  /// Revenue for consumed credits.
  case realised
  /// Revenue for credits that are never used.
  case breakage
  /// Money given back for credits that were still deferred.
  case refund
  /// Money given back that had been earned.
  case reversal

  /// The word in files.
  package var word: String {
    switch self {
    case .sale: "sale"
    case .realised: "realised"
    case .breakage: "breakage"
    case .refund: "refund"
    case .reversal: "reversal"
    }
  }

  /// The account that is debited by an amount above 0.
  package var debit: JournalAccount {
    switch self {
    case .sale: .cashOrReceivable
    case .realised, .breakage, .refund: .deferredRevenue
    case .reversal: .revenue
    }
  }

  /// The account that is credited by an amount above 0.
  package var credit: JournalAccount {
    switch self {
    case .sale: .deferredRevenue
    case .realised: .revenue
    case .breakage: .breakageRevenue
    case .refund, .reversal: .cashOrReceivable
    }
  }
}

/// A row of `journal.csv`.
package struct JournalRow: Hashable, Sendable {
  /// Months since January of year 0.
  package let month: Int32
  package let posting: JournalPosting
  package let source: GrantSource
  /// 10⁻¹⁸ USD; below 0 the debited account is credited.
  package let exact: Int128
  /// The magnitude in cents, which all rows of the month share.
  package let cents: Int128

  package var debit: JournalAccount { exact < 0 ? posting.credit : posting.debit }
  package var credit: JournalAccount { exact < 0 ? posting.debit : posting.credit }

  package init(
    month: Int32, posting: JournalPosting, source: GrantSource, exact: Int128, cents: Int128
  ) {
    self.month = month
    self.posting = posting
    self.source = source
    self.exact = exact
    self.cents = cents
  }

  /// Returns the rows of some months with an amount other than 0, by month, posting and source.
  ///
  /// The cents of a month sum to its exact magnitudes, rounded half-up.
  package static func rows(
    _ postings: [RevenuePosting], months: Range<Int32>
  ) -> [JournalRow] {
    let width = JournalPosting.allCases.count * GrantSource.allCases.count
    var sums: [Int32: [Int128]] = [:]
    for posting in postings where months.contains(posting.month) {
      guard let entry = posting.entry else { continue }
      let place =
        Int(entry.rawValue) * GrantSource.allCases.count + Int(posting.source.rawValue)
      sums[posting.month, default: Array(repeating: 0, count: width)][place] += posting.usd
    }
    return sums.keys.sorted().flatMap { JournalRow.rows($0, sums[$0] ?? []) }
  }

  /// - Parameter sums: by posting, then by source.
  private static func rows(_ month: Int32, _ sums: [Int128]) -> [JournalRow] {
    let places = sums.indices.filter { sums[$0] != 0 }
    let cents = LargestRemainder.cents(of: places.map { sums[$0] < 0 ? -sums[$0] : sums[$0] })
    let (postings, sources) = (JournalPosting.allCases, GrantSource.allCases)
    return zip(places, cents).map { place, cents in
      JournalRow(
        month: month, posting: postings[place / sources.count],
        source: sources[place % sources.count], exact: sums[place], cents: cents)
    }
  }
}

extension RevenuePosting {
  /// The entry that the amount belongs to; nil for a transfer, and for revenue that a reversal takes back.
  fileprivate var entry: JournalPosting? {
    switch kind {
    case .sold: .sale
    case .realised: isReversal ? nil : .realised
    case .breakage: .breakage
    case .refunded: isReversal ? .reversal : .refund
    case .transferred: nil
    }
  }
}
