import Rating

extension ReplayState {
  /// Uses a coupon: it grants credits or is a discount of the next resets.
  mutating func applyRedeem(_ play: EventInProgress) {
    played.redemptions.append(
      Redemption(event: play.index, account: UInt32(play.account), plan: play.plan))
    let coupon = books.coupons.coupon(names.name(play.event.subject))
    switch coupon?.benefit {
    case .credits, nil:
      if play.event.credits == 0 { return }
      made[Int(play.index)] = UInt32(grantStated(play, source: .coupon))
    case .freeMonths(let months):
      addDiscount(play, benefit: .freeMonths(months), months: months)
    case .percent(let percent):
      addDiscount(play, benefit: .percent(percent), months: coupon?.months ?? 1)
    case .amount(let amount):
      addDiscount(play, benefit: .amount(amount), months: coupon?.months ?? 1)
    }
  }

  private mutating func addDiscount(_ play: EventInProgress, benefit: CouponBenefit, months: Int) {
    let index = UInt32(discounts.count)
    discounts.append(
      Discount(monthsLeft: months, months: months, benefit: benefit, event: play.index))
    let last = accounts[play.account].lastDiscount
    if last == CreditEvent.none {
      accounts[play.account].firstDiscount = index
    } else {
      discounts[Int(last)].next = index
    }
    accounts[play.account].lastDiscount = index
    made[Int(play.index)] = index | ReplayState.discountBit
  }

  /// Marks, in `made`, the index of a discount.
  static let discountBit: UInt32 = 0x8000_0000
}
