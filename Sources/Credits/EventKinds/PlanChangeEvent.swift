import Ledger
import Rating

extension ReplayState {
  /// Sets or schedules the plan and grants the credits of an upgrade.
  mutating func applyPlanChange(_ play: EventInProgress) {
    let (account, plan) = (play.account, play.event.subject)
    let effectiveAt = play.terms.effectiveAt
    let isNow = effectiveAt == .min || effectiveAt <= play.at
    let isKnown = self.plan(plan, at: play.at) != nil
    noteChange(play, effectiveAt: isNow ? play.at : effectiveAt, isKnown: isKnown)
    accounts[account].pendingAt = isNow ? .max : effectiveAt
    accounts[account].pendingPlan = plan
    accounts[account].nextDue = min(earliestDue(of: account), accounts[account].pendingAt)
    // Nothing states what a change to an unknown plan grants.
    if isNow && isKnown { compareProration(play) }
    if isKnown { checkDowngrade(play) }
    if isNow { setPlan(plan, of: account, from: play.at) }
    if !isKnown {
      var finding = play.finding(.planUnknown)
      finding.found = .name(plan)
      report(finding, of: play.index, account: account, plan: play.plan)
    }
    if play.event.credits == 0 && play.paid == 0 { return }
    let hasAllowance = play.at < accounts[account].allowanceEnd
    let end = hasAllowance ? accounts[account].allowanceEnd : .max
    if play.paid != 0 { billSale(.upgrade(from: play.plan, to: plan), play.paid, play, until: end) }
    grant(
      NewGrant(
        event: play.index, account: account, credits: play.event.credits, paid: play.paid,
        source: .monthly, expiresAt: end,
        grantID: ledger.text(.grantID, of: play.event), priority: play.terms.priority,
        payment: play.terms.payment), at: play.at)
  }

  /// Notes the change as the account's latest; it takes the place of one that is not yet in force.
  private mutating func noteChange(_ play: EventInProgress, effectiveAt: Int64, isKnown: Bool) {
    if accounts[play.account].pendingAt != .max {
      played.planChanges[Int(accounts[play.account].pendingChange)].state = .superseded
    }
    accounts[play.account].pendingChange = UInt32(played.planChanges.count)
    played.planChanges.append(
      PlanChangeRow(
        event: play.index, account: play.event.account, at: play.at, effectiveAt: effectiveAt,
        fromPlan: play.plan, toPlan: play.event.subject,
        direction: isKnown ? direction(of: play) : nil,
        state: effectiveAt == play.at ? .inForce : .scheduled, credits: play.event.credits,
        paid: play.hasPaid ? play.paid : nil))
  }

  /// Reports the change just noted if it is to a smaller allowance before the end of the current one.
  private mutating func checkDowngrade(_ play: EventInProgress) {
    let change = played.planChanges[Int(accounts[play.account].pendingChange)]
    let end = accounts[play.account].allowanceEnd
    guard change.direction == .downgrade, play.at < end, change.effectiveAt < end else { return }
    switch books.value(books.settings.downgrade, at: play.at) {
    case .anyTime: return
    case .periodEnd:
      var finding = play.finding(.downgradeEarly)
      (finding.expected, finding.found) = (.instant(end), .instant(change.effectiveAt))
      report(finding, of: play.index, account: play.account, plan: play.plan)
    }
  }

  /// The direction of a change to a known plan; no plan has an allowance of 0.
  private mutating func direction(of play: EventInProgress) -> PlanDirection {
    let new = allowance(of: plan(play.event.subject, at: play.at))
    let old = allowance(of: plan(play.plan, at: play.at))
    return new == old ? .same : new > old ? .upgrade : .downgrade
  }

  /// Compares the credits and the money of a change in force at once with the expected ones.
  private mutating func compareProration(_ play: EventInProgress) {
    let expected = expectedUpgrade(play)
    let change = Int(accounts[play.account].pendingChange)
    played.planChanges[change].expectedCredits = expected.credits
    played.planChanges[change].expectedMoney = expected.money
    let found = Int128(play.event.credits)
    let moneyDiffers = play.hasPaid && play.paid != expected.money
    if found == expected.credits && !moneyDiffers { return }
    var finding = play.finding(.prorationDiffers, credits: found - expected.credits)
    if found != expected.credits {
      (finding.expected, finding.found) = (.credits(expected.credits), .credits(found))
    } else {
      (finding.expected, finding.found) = (.money(expected.money), .money(play.paid))
    }
    finding.detail = .terms(
      expectedCredits: expected.credits, foundCredits: found, expectedMoney: expected.money,
      foundMoney: play.paid)
    report(
      finding, of: play.index, account: play.account, plan: play.plan,
      usd: moneyDiffers ? play.paid - expected.money : nil)
  }

  /// The credits in microcredits and the money in 10⁻¹⁸ USD that a change to a larger allowance grants and costs.
  private mutating func expectedUpgrade(
    _ play: EventInProgress
  ) -> (credits: Int128, money: Int128) {
    let (start, end) = (
      accounts[play.account].allowanceStart, accounts[play.account].allowanceEnd
    )
    guard play.at < end else { return (0, 0) }
    let new = plan(play.event.subject, at: play.at)
    let old = plan(play.plan, at: play.at)
    let more = allowance(of: new) - allowance(of: old)
    if more <= 0 { return (0, 0) }
    let (rest, whole) = (Int128(end) - Int128(play.at), Int128(end) - Int128(start))
    let credits: Int128 =
      switch books.value(books.settings.upgradeCredits, at: play.at) {
      case .prorated:
        ReplayState.steps(
          more, rest, whole, step: Int128(increment(plan: play.event.subject, at: play.at)))
      case .difference: more
      case .none: 0
      }
    return (credits, ReplayState.cents(price(of: new) - price(of: old), rest, whole))
  }

  /// Returns `value` × `part` ÷ `whole`, rounded up to a multiple of `step`.
  private static func steps(_ value: Int128, _ part: Int128, _ whole: Int128, step: Int128)
    -> Int128
  {
    guard let steps = Quotient.ceiling(value, times: part, over: whole * step) else {
      preconditionFailure("a part is not more than the whole")
    }
    return steps * step
  }

  /// Returns `value` × `part` ÷ `whole` in 10⁻¹⁸ USD, rounded half-up to cents; a half of a negative amount down.
  private static func cents(_ value: Int128, _ part: Int128, _ whole: Int128) -> Int128 {
    let cent = Money.attodollarsPerDollar / 100
    let magnitude = value < 0 ? -value : value
    guard let twice = Quotient.floor(2 * magnitude, times: part, over: whole * cent) else {
      preconditionFailure("a part is not more than the whole")
    }
    let rounded = (twice + 1) / 2 * cent
    return value < 0 ? -rounded : rounded
  }
}
