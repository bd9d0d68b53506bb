import Ledger
import Rating

extension ReplayState {
  /// Returns the price of a plan less the discounts of an account, each of which loses one month, in 10⁻¹⁸ USD.
  ///
  /// A free month is used alone. Otherwise percentages apply first, oldest first, each rounded half-up to cents.
  mutating func discountedPrice(of plan: UInt32, account: Int, at instant: Int64) -> Int128 {
    let price = price(of: self.plan(plan, at: instant))
    let discounts = openDiscounts(of: account)
    if discounts.isEmpty { return price }
    if let free = discounts.first(where: { self.discounts[$0].isFreeMonth }) {
      self.discounts[free].monthsLeft -= 1
      self.discounts[free].taken += price
      return 0
    }
    var rest = Money(attodollars: price)
    for index in discounts {
      guard case .percent(let percent) = self.discounts[index].benefit else { continue }
      take(rest.less(percent), from: &rest, by: index)
    }
    for index in discounts {
      guard case .amount(let amount) = self.discounts[index].benefit else { continue }
      take(max(.zero, rest - amount), from: &rest, by: index)
    }
    for index in discounts { self.discounts[index].monthsLeft -= 1 }
    return rest.attodollars
  }

  /// Lowers a price by a discount, which notes the difference.
  private mutating func take(_ lower: Money, from price: inout Money, by discount: Int) {
    discounts[discount].taken += price.attodollars - lower.attodollars
    price = lower
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
