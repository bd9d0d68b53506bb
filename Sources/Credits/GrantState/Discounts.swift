import Rating

/// A discount of the next resets, from its redemption.
struct Discount {
  /// Resets that it still applies to.
  var monthsLeft: Int
  let benefit: CouponBenefit
  /// The next newer discount of the account.
  var next: UInt32 = CreditEvent.none
}
