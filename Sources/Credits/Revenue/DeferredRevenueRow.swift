import Ledger

/// A row of `deferred-revenue.csv`.
///
/// Amounts in 10⁻¹⁸ USD, credits in microcredits.
package struct DeferredRevenueRow: Hashable, Sendable {
  package var month: Month
  package var source: GrantSource
  package var opening: Int128 = 0
  package var sold: Int128 = 0
  package var realised: Int128 = 0
  package var breakage: Int128 = 0
  package var refunded: Int128 = 0
  /// Positive if value came to this source by transfer.
  package var transferred: Int128 = 0
  package var closing: Int128 = 0
  package var closingCredits: Int128 = 0
  /// The value left at expiry and the payment of all grants of the source that have ended, for the percent seen.
  package var seenExpired: Int128 = 0
  package var seenPaid: Int128 = 0
  /// The percent of breakage expected by the setting at the end of the month, in millionths; nil if none is.
  package var expectedPercent: Int64?

  package init(month: Month, source: GrantSource) {
    self.month = month
    self.source = source
  }
}
