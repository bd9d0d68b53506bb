extension CreditAudit {
  /// The realised revenue of each request by events of the period, in 10⁻¹⁸ USD, by number of `names`.
  package var realisedByRequest: [UInt32: Int128] {
    RequestRevenue.byRequest(
      postings, events: ledger.events, in: totals.from..<max(totals.from, totals.to))
  }
}
