import Ledger
import Rating

extension ReplayState {
  /// Ends the allowance before and grants the monthly credits, once per plan and reporting month.
  mutating func applyReset(_ play: EventInProgress) -> NotAppliedReason? {
    let account = play.account
    let plan = play.event.subject == CreditNames.blank ? play.plan : play.event.subject
    if let earlier = resetOfMonth(plan, account: account, at: play.at) {
      played.doubledResets.append(
        AppliedReset(event: play.index, account: UInt32(account), at: play.at, plan: plan))
      return NotAppliedReason(check: .resetRepeated, earlier: earlier)
    }
    accounts[account].pausedUntil = .min
    endAllowance(
      monthlyEndedByReset(of: account), of: account, at: play.at, rollsUntil: play.terms.expiresAt)
    accounts[account].resetCount += 1
    setPlan(plan, of: account, from: play.at)
    beginAllowance(play, plan: plan)
    let price = discountedPrice(of: plan, account: account, at: play.at)
    let paid = play.hasPaid ? play.paid : price.discounted
    billPlan(play, plan: plan, price, paid: paid)
    if play.event.credits > 0 || paid != 0 {
      grant(
        NewGrant(
          event: play.index, account: account, credits: play.event.credits, paid: paid,
          source: .monthly, expiresAt: play.terms.expiresAt,
          grantID: ledger.text(.grantID, of: play.event), priority: play.terms.priority,
          payment: play.terms.payment), at: play.at)
    }
    compareReset(play, plan: plan, price: price.discounted)
    return nil
  }

  /// Bills a month of a plan, with its list price if the discounts lead from it to the amount.
  private mutating func billPlan(
    _ play: EventInProgress, plan: UInt32, _ price: ResetPrice, paid: Int128
  ) {
    if paid == 0 && self.plan(plan, at: play.at) == nil { return }
    let isListed = paid == price.discounted && self.plan(plan, at: play.at) != nil
    billSale(
      .plan(
        plan: plan, listPrice: isListed ? price.list : nil,
        discounts: isListed ? price.discounts : []),
      paid, play, until: play.terms.expiresAt)
  }

  private mutating func beginAllowance(_ play: EventInProgress, plan: UInt32) {
    let account = play.account
    accounts[account].allowanceStart = play.at
    // A reset without an end grants credits that never expire, but no current allowance.
    let end = play.terms.expiresAt
    accounts[account].allowanceEnd = end == .max ? .min : end
    played.resets.append(
      AppliedReset(
        event: play.index, account: UInt32(account), at: play.at, plan: plan,
        previous: accounts[account].lastReset,
        isUnpriced: !play.hasPaid && hasUnknownPrice(plan, at: play.at)))
    accounts[account].lastReset = UInt32(played.resets.count - 1)
  }

  /// Returns the reset that was applied for a plan in the reporting month of an instant; nil if there was none.
  private mutating func resetOfMonth(_ plan: UInt32, account: Int, at instant: Int64) -> UInt32? {
    let month = monthNumber(at: instant)
    var index = accounts[account].lastReset
    while index != CreditEvent.none {
      let reset = played.resets[Int(index)]
      guard monthNumber(at: reset.at) == month else { return nil }
      if reset.plan == plan { return reset.event }
      index = reset.previous
    }
    return nil
  }

  /// Returns the reporting month of an instant, as months since January of year 0.
  mutating func monthNumber(at instant: Int64) -> Int { clock.number(at: instant) }

  private mutating func compareReset(_ play: EventInProgress, plan number: UInt32, price: Int128) {
    let (account, named) = (play.account, play.event.subject)
    let row = plan(number, at: play.at)
    guard row != nil else {
      // Where neither the reset nor the account has a plan, nothing states the allowance.
      if number == CreditNames.blank { return }
      var finding = play.finding(.planUnknown)
      finding.found = .name(number)
      return report(finding, of: play.index, account: account, plan: play.plan)
    }
    if named != CreditNames.blank && play.plan != CreditNames.blank && named != play.plan {
      var finding = play.finding(.planDiffers)
      (finding.expected, finding.found) = (.name(play.plan), .name(named))
      report(finding, of: play.index, account: account, plan: play.plan)
    }
    let (found, allowance) = (Int128(play.event.credits), allowance(of: row))
    if found != allowance {
      var finding = play.finding(.allowanceDiffers, credits: found - allowance)
      (finding.expected, finding.found) = (.credits(allowance), .credits(found))
      report(finding, of: play.index, account: account, plan: play.plan)
    }
    if play.hasPaid && play.paid != price {
      var finding = play.finding(.priceDiffers)
      (finding.expected, finding.found) = (.money(price), .money(play.paid))
      report(finding, of: play.index, account: account, plan: play.plan, usd: play.paid - price)
    }
  }

  /// The monthly credits of a plan in microcredits; 0 for none.
  func allowance(of plan: Plan?) -> Int128 { Int128(plan?.monthlyCredits?.microcredits ?? 0) }

  /// The monthly price of a plan in 10⁻¹⁸ USD; 0 for none, and for one that is not known.
  func price(of plan: Plan?) -> Int128 { plan?.monthlyPrice?.attodollars ?? 0 }
}

extension ReplayState {
  /// True of a paid plan that states no monthly price, and of one that no book lists; not of no plan.
  private mutating func hasUnknownPrice(_ plan: UInt32, at instant: Int64) -> Bool {
    if plan == CreditNames.blank { return false }
    guard let listed = self.plan(plan, at: instant) else { return true }
    return !listed.isFree && listed.monthlyPrice == nil
  }
}
