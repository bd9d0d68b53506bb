import Ledger

extension ReplayState {
  /// Revokes credits from the grants of a payment, oldest first; the rest is consumed.
  mutating func applyPaymentRefund(_ play: EventInProgress) -> NotAppliedReason? {
    let account = play.account
    guard let number = paymentOfID[UInt32(account), play.event.subject] else {
      return NotAppliedReason(check: .paymentRefundUnknown)
    }
    let payment = payments[Int(number)]
    let money = min(play.paid, max(0, payment.paid - payment.returned))
    compareClawback(play, payment: payment, money: money)
    payments[Int(number)].returned += play.paid
    let revoked = revoke(play.event.credits, of: payment, play.cause)
    accounts[account].totals.revoked += Int128(revoked.credits)
    bookEarned(play.paid - revoked.value, of: payment, play.cause)
    if play.paid != 0 { bill(.paymentRefund, -play.paid, paid: -play.paid, play) }
    var use = CreditEvent.none
    let rest = play.event.credits - revoked.credits
    if rest > 0 {
      use = beginUse(play.index, account: account, request: play.event.request)
      consume(rest, account: account, use: use, at: play.at)
    }
    made[Int(play.index)] = UInt32(paymentRefunds.count)
    paymentRefunds.append(
      AppliedPaymentRefund(
        event: play.index, payment: number, stated: play.paid, lastPart: revoked.lastPart, use: use)
    )
    return nil
  }

  /// Credits revoked, their value in 10⁻¹⁸ USD, and the last of the parts.
  private struct Revoked {
    var credits: Int64 = 0
    var value: Int128 = 0
    var lastPart = CreditEvent.none
  }

  private mutating func revoke(
    _ credits: Int64, of payment: Payment, _ cause: RevenueEntryEvent
  ) -> Revoked {
    var revoked = Revoked()
    var next = payment.firstGrant
    while next != CreditEvent.none && revoked.credits < credits {
      let grant = Int(next)
      next = grants[grant].nextOfPayment
      let amount = min(credits - revoked.credits, grants[grant].left)
      if amount == 0 { continue }
      revoked.value += move(grant, by: -amount, .revoke, cause)
      note(
        .revocation, -amount, account: Int(grants[grant].account), at: cause.instant,
        grant: grant)
      revoked.credits += amount
      parts.append(Part(credits: amount, from: UInt32(grant), previous: revoked.lastPart))
      revoked.lastPart = UInt32(parts.count - 1)
    }
    return revoked
  }

  /// Books the difference between the money of a refund and the value of the revoked credits.
  ///
  /// Money above that value had been earned; value above the money is breakage. A won dispute books the opposite.
  private mutating func bookEarned(
    _ difference: Int128, of payment: Payment, _ cause: RevenueEntryEvent, isUndone: Bool = false
  ) {
    if difference == 0 { return }
    let grant = Int(payment.firstGrant)
    let booked = isUndone ? -difference : difference
    if difference > 0 {
      note(
        .earned, 0, account: Int(grants[grant].account), at: cause.instant, realised: -booked)
    }
    let month = monthNumber(at: cause.instant)
    revenue.book(grants[grant].source, in: month) { cell in
      cell.refunded += booked
      if difference > 0 { cell.realised -= booked } else { cell.breakage -= booked }
    }
    postDifference(booked, of: grant, wasEarned: difference > 0, in: Int32(month), cause)
  }

  private mutating func compareClawback(_ play: EventInProgress, payment: Payment, money: Int128) {
    if play.paid > money {
      var finding = play.finding(.paymentRefundAbovePayment)
      finding.expected = .money(money)
      finding.found = .money(play.paid)
      report(
        finding, of: play.index, account: play.account, plan: play.plan, usd: play.paid - money)
    }
    let step = Int128(increment(plan: play.plan, at: play.at))
    let expected =
      payment.paid == 0 ? 0 : share(payment.granted, money, of: payment.paid) / step * step
    let found = Int128(play.event.credits)
    if found == expected { return }
    var finding = play.finding(.clawbackDiffers, credits: expected - found)
    (finding.expected, finding.found) = (.credits(expected), .credits(found))
    report(finding, of: play.index, account: play.account, plan: play.plan)
  }

  private func share(_ granted: Int128, _ money: Int128, of paid: Int128) -> Int128 {
    guard let share = Quotient.floor(granted, times: money, over: paid) else {
      preconditionFailure("the money is not more than the payment")
    }
    return share
  }

  /// Undoes a payment refund: a dispute that was won.
  mutating func restore(_ refund: AppliedPaymentRefund, _ play: EventInProgress) {
    var returning = Returning(play)
    if refund.use != CreditEvent.none {
      _ = giveBack(uses[Int(refund.use)].left, of: refund.use, to: &returning)
    }
    var value: Int128 = 0
    var next = refund.lastPart
    while next != CreditEvent.none {
      let part = parts[Int(next)]
      value += restore(part.credits, to: Int(part.from), play.cause, &returning)
      next = part.previous
    }
    let payment = payments[Int(refund.payment)]
    bookEarned(refund.stated - value, of: payment, play.cause, isUndone: true)
    if refund.stated != 0 {
      bill(
        .wonDispute, refund.stated, paid: refund.stated, play,
        payment: ledger.events[Int(refund.event)].subject)
    }
    payments[Int(refund.payment)].returned -= refund.stated
    grantExpired(returning)
  }

  /// Restores revoked credits to their grant; returns their value in 10⁻¹⁸ USD.
  private mutating func restore(
    _ credits: Int64, to grant: Int, _ cause: RevenueEntryEvent, _ returning: inout Returning
  ) -> Int128 {
    let account = Int(grants[grant].account)
    accounts[account].totals.revoked -= Int128(credits)
    if grants[grant].isLive {
      let worth = move(grant, by: credits, .restore, cause)
      note(.restoration, credits, account: account, at: returning.instant, grant: grant)
      enqueue(grant, at: returning.instant)
      return -worth
    }
    let value = GrantValue.left(
      paid: grants[grant].paid, left: credits, granted: grants[grant].granted)
    let month = monthNumber(at: cause.instant)
    revenue.book(grants[grant].source, in: month) { cell in
      cell.refunded -= value
      cell.breakage += value
      cell.seenExpired += value
    }
    postRestored(value, to: grant, in: Int32(month), cause)
    if isLost(at: returning.instant) {
      grants[grant].revoked -= credits
      grants[grant].expired += credits
      accounts[account].totals.expired += Int128(credits)
      note(.restorationToEnded, credits, account: account, at: returning.instant, grant: grant)
      note(.loss, -credits, account: account, at: returning.instant, grant: grant)
    } else {
      returning.addExpired(credits, account: account, isRestored: true)
    }
    return value
  }
}
