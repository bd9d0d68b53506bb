/// An event that an invoice states: a sale, or money that went back to the customer.
///
/// Amounts in 10⁻¹⁸ USD; texts are numbers of the audit's names.
package struct BilledEvent: Hashable, Sendable {
  /// The kinds of events with money.
  package enum Kind: Hashable, Sendable {
    /// A reset of a plan, with its list price if the discounts lead from it to the amount.
    ///
    /// If another amount was paid, the list price is nil and the discounts are empty.
    case plan(plan: UInt32, listPrice: Int128?, discounts: [AppliedDiscount])
    /// A change to another plan, with a payment.
    case upgrade(from: UInt32, to: UInt32)
    /// Another grant with a payment; the package is 0 if the event names none.
    case topup(package: UInt32)
    /// A payment refund, whose amount is negative; a won dispute, whose amount is positive.
    case paymentRefund, wonDispute
    /// A grant that was reversed: the value of its credits left, negative.
    case reversedGrant
  }

  package let kind: Kind
  /// By index of the ledger.
  package let event: UInt32
  package let account: UInt32
  /// The month, as months since January of year 0.
  package let month: Int32
  /// Added to the month's bill: negative if it goes back to the customer.
  package let usd: Int128
  /// The number of the payment id; 0 if the event names none.
  package let payment: UInt32
  /// The money that moved with the event: 0 of a sale that states neither a payment id nor an amount, and of a reversed grant.
  package let paid: Int128
  /// The first instant after the bought time, in nanoseconds since 1970; `Int64.max` without an end.
  package let until: Int64

  /// True for a sale, false for money that went back or came back.
  fileprivate var isSale: Bool {
    switch kind {
    case .plan, .upgrade, .topup: true
    case .paymentRefund, .wonDispute, .reversedGrant: false
    }
  }

  package init(
    _ kind: Kind, event: UInt32, account: UInt32, month: Int32, usd: Int128, payment: UInt32,
    paid: Int128, until: Int64
  ) {
    self.kind = kind
    self.event = event
    self.account = account
    self.month = month
    self.usd = usd
    self.payment = payment
    self.paid = paid
    self.until = until
  }
}

/// A discount that lowered the price of one reset.
package struct AppliedDiscount: Hashable, Sendable {
  /// The kinds of coupons that lower a price.
  package enum Kind: Hashable, Sendable {
    case freeMonth
    /// Millionths of a percent.
    case percent(Int64)
    /// 10⁻¹⁸ USD per month.
    case amount(Int128)
  }

  /// The number of the coupon's code.
  package let code: UInt32
  package let kind: Kind
  /// The number of the month, from 1, and the number of months of the coupon.
  package let month: Int32
  package let months: Int32
  /// The amount that it took off, positive, in 10⁻¹⁸ USD.
  package let usd: Int128

  package init(code: UInt32, kind: Kind, month: Int32, months: Int32, usd: Int128) {
    self.code = code
    self.kind = kind
    self.month = month
    self.months = months
    self.usd = usd
  }
}

extension Sequence<BilledEvent> {
  /// True if something was paid for.
  var hasSale: Bool { contains { $0.isSale && $0.usd > 0 } }
}
