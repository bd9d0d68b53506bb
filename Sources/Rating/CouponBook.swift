import Ledger

/// A row of `coupons.csv`: a coupon, its value and its limits.
package struct CouponTerms: Hashable, Sendable {
  package let code: Name
  package let benefit: CouponBenefit
  /// Valid from this instant; nil is always.
  package var validFrom: Instant?
  /// Valid until just before this instant; nil is for good.
  package var expiresAt: Instant?
  package var deactivatedAt: Instant?
  /// The most redemptions by all customers; nil is no limit.
  package var maxUses: Int?
  /// The most redemptions by one user, or else by one account.
  package var perUserLimit = 1
  /// The plans of which accounts may redeem it; empty is all.
  package var plans: [Name] = []
  /// The number of resets that a discount lasts, from 1.
  ///
  /// Of a `free_month` it is the value.
  package var months = 1

  package init(code: Name, benefit: CouponBenefit) {
    self.code = code
    self.benefit = benefit
  }
}

/// The kinds of coupons with their values.
package enum CouponBenefit: Hashable, Sendable {
  /// `credit_bonus`: credits at once.
  case credits(Credits)
  /// `free_month`: a number of months without a price.
  case freeMonths(Int)
  /// `percentage_discount` of the plan's price.
  case percent(Percent)
  /// `fixed_discount`: USD per month.
  case amount(Money)
}

/// The coupons by code: `coupons.csv`.
package struct CouponBook: Sendable {
  private let coupons: [Name: CouponTerms]

  /// Makes the book of rows that were known; their codes differ.
  package init(_ rows: [CouponTerms]) {
    coupons = Dictionary(rows.map { ($0.code, $0) }) { first, _ in first }
  }

  package static let empty = CouponBook([])

  package var isEmpty: Bool { coupons.isEmpty }

  /// The codes, in bytewise order.
  package var codes: [Name] { coupons.keys.sorted() }

  /// Returns the coupon with `code`; nil if the book lacks it.
  package func coupon(_ code: Name) -> CouponTerms? { coupons[code] }
}
