import Ledger
import Rating

extension ReplayState {
  /// Returns the price of a plan less the discounts of an account, each of which loses one month.
  ///
  /// A free month is used alone. Otherwise percentages apply first, oldest first, each rounded half-up to cents.
  mutating func discountedPrice(of plan: UInt32, account: Int, at instant: Int64) -> ResetPrice {
    let list = price(of: self.plan(plan, at: instant))
    var price = ResetPrice(list: list, rest: Money(attodollars: list))
    let discounts = openDiscounts(of: account)
    if discounts.isEmpty { return price }
    if let free = discounts.first(where: { self.discounts[$0].isFreeMonth }) {
      take(.zero, from: &price, by: free, .freeMonth)
      return price
    }
    for index in discounts {
      guard case .percent(let percent) = self.discounts[index].benefit else { continue }
      take(price.rest.less(percent), from: &price, by: index, .percent(percent.millionths))
    }
    for index in discounts {
      guard case .amount(let amount) = self.discounts[index].benefit else { continue }
      take(
        max(.zero, price.rest - amount), from: &price, by: index, .amount(amount.attodollars))
    }
    return price
  }

  /// Lowers a price by one month of a discount, which notes the difference.
  private mutating func take(
    _ lower: Money, from price: inout ResetPrice, by index: Int, _ kind: AppliedDiscount.Kind
  ) {
    let difference = price.rest.attodollars - lower.attodollars
    let discount = discounts[index]
    discounts[index].taken += difference
    discounts[index].monthsLeft -= 1
    price.rest = lower
    price.discounts.append(
      AppliedDiscount(
        code: ledger.events[Int(discount.event)].subject, kind: kind,
        month: Int32(discount.months - discount.monthsLeft + 1), months: Int32(discount.months),
        usd: difference))
  }

  /// The discounts of an account with months left, oldest first; forgets the others.
  private mutating func openDiscounts(of account: Int) -> [Int] {
    var open: [Int] = []
    var next = accounts[account].firstDiscount
    while next != CreditEvent.none {
      if discounts[Int(next)].monthsLeft > 0 { open.append(Int(next)) }
      next = discounts[Int(next)].next
    }
    accounts[account].firstDiscount = open.first.map { UInt32($0) } ?? CreditEvent.none
    accounts[account].lastDiscount = open.last.map { UInt32($0) } ?? CreditEvent.none
    for (index, discount) in open.enumerated() {
      discounts[discount].next =
        index + 1 < open.count ? UInt32(open[index + 1]) : CreditEvent.none
    }
    return open
  }
}

/// The price of a reset: that of its plan, and what the discounts leave of it.
struct ResetPrice {
  /// 10⁻¹⁸ USD.
  let list: Int128
  var rest: Money
  /// In the order in which they apply.
  var discounts: [AppliedDiscount] = []

  /// In 10⁻¹⁸ USD.
  var discounted: Int128 { rest.attodollars }
}

extension Discount {
  fileprivate var isFreeMonth: Bool {
    switch benefit {
    case .freeMonths: true
    case .credits, .percent, .amount: false
    }
  }
}

extension Money {
  /// Returns the amount less a percentage of it, rounded half-up to cents.
  fileprivate func less(_ percent: Percent) -> Money {
    let hundred: Int128 = 100_000_000
    let cent = Money.attodollarsPerDollar / 100
    guard
      let twice = Quotient.floor(
        2 * attodollars, times: hundred - Int128(percent.millionths), over: hundred * cent)
    else { preconditionFailure("a part of a price is not more than the price") }
    return Money(attodollars: (twice + 1) / 2 * cent)
  }
}
