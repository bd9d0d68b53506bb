/// The revenue that requests realised.
package enum RequestRevenue {
  /// Returns the realised revenue of each request by events of a time, in 10⁻¹⁸ USD, by number of the audit's names.
  ///
  /// - Parameters:
  ///   - events: of the ledger, which the postings name by index.
  ///   - time: in nanoseconds since 1970, without its end.
  package static func byRequest(
    _ postings: [RevenuePosting], events: [CreditEvent], in time: Range<Int64>
  ) -> [UInt32: Int128] {
    var sums: [UInt32: Int128] = [:]
    for posting in postings where posting.kind == .realised && posting.request != 0 {
      if time.contains(events[Int(posting.event)].at) {
        sums[posting.request, default: 0] += posting.usd
      }
    }
    return sums
  }
}
