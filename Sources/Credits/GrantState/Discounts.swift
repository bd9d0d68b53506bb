import Rating

/// A discount of the next resets, from its redemption.
struct Discount {
  /// Resets that it still applies to.
  var monthsLeft: Int
  /// The resets that it applies to in all.
  let months: Int
  let benefit: CouponBenefit
  /// The redemption, by index of the ledger.
  let event: UInt32
  /// The money that it took off the prices of resets so far, in 10⁻¹⁸ USD.
  var taken: Int128 = 0
  /// The next newer discount of the account.
  var next: UInt32 = CreditEvent.none
}
