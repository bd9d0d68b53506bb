/// A grant that an event is about to make.
struct NewGrant {
  let event: UInt32
  let account: Int
  /// Microcredits.
  let credits: Int64
  /// 10⁻¹⁸ USD.
  var paid: Int128 = 0
  let source: GrantSource
  /// Nanoseconds since 1970; `Int64.max` is never.
  var expiresAt: Int64 = .max
  /// The number of the id that the event states; 0 is none.
  var grantID: UInt32 = CreditNames.blank
  var priority: Int32 = OptionalEventFields.noPriority
  /// The number of the payment; 0 is none.
  var payment: UInt32 = CreditNames.blank
  /// The part of the credits that a payment refund had revoked and a won dispute restores, in microcredits.
  var restored: Int64 = 0
  /// The value that a transfer brings, by month of sale.
  var shares: [SaleMonth] = []
}
