extension ReplayState {
  /// Plays one event: state and event → state, movements and findings.
  mutating func play(_ index: UInt32) {
    let event = ledger.events[Int(index)]
    let account = account(event.account, at: event.at)
    if !accounts[account].hasEvent {
      accounts[account].hasEvent = true
      accounts[account].firstEventAt = event.at
      beginPlan(of: account, at: event.at)
    }
    advance(account, through: event.at)
    resolveWaitingRollovers(of: account, at: event.at)
    if event.kind == .expire { noteExpireRecord(event, account: account) }
    let play = EventInProgress(
      index: index, event: event, terms: ledger.terms(of: event), account: account,
      plan: accounts[account].plan)
    let before = accounts[account].balance
    if statements.isOn { statements.begin(index, account: event.account) }
    defer { if statements.isOn { endNotes(play) } }
    if watched.event == index { watched.before = state(of: account, at: event.at) }
    defer { if watched.event == index { watched.after = state(of: account, at: event.at) } }
    if let refusal = repeatedFact(index) ?? apply(play) {
      refuse(play, refusal)
    } else if played.outcomes[Int(index)] != .notApplied {
      played.outcomes[Int(index)] = .applied
      noteChange(play, from: before)
      checkAccount(play)
      if checksActors { checkActor(play) }
      compareBalance(index, play)
      checkLimit(play)
    }
  }

  /// The earlier event whose key or payment this one repeats.
  private func repeatedFact(_ index: UInt32) -> NotAppliedReason? {
    if let earlier = ahead.facts.keys[index] {
      return NotAppliedReason(check: .duplicateIdempotencyKey, earlier: earlier)
    }
    if let earlier = ahead.facts.payments[index] {
      return NotAppliedReason(check: .duplicatePayment, earlier: earlier)
    }
    return nil
  }

  /// Applies an event of any kind; returns the reason if it is not applied.
  private mutating func apply(_ play: EventInProgress) -> NotAppliedReason? {
    switch play.event.kind {
    case .grant: applyGrant(play)
    case .reset: return applyReset(play)
    case .deduct: applyDeduct(play)
    case .reserve: applyReserve(play)
    case .settle: return applySettle(play)
    case .release: return applyRelease(play)
    case .refund: return applyRefund(play)
    case .reverse: return applyReverse(play)
    case .adjust: applyAdjust(play)
    case .redeem: applyRedeem(play)
    case .transferOut: applyTransferOut(play)
    case .transferIn: applyTransferIn(play)
    case .planChange: applyPlanChange(play)
    case .paymentRefund: return applyPaymentRefund(play)
    case .expire: compareExpire(play)
    case .rollover: compareRollover(play)
    case .balance: compareAssertion(play)
    case .notice: applyNotice(play)
    }
    return nil
  }

  /// Reports an event that is not applied: its only finding.
  private mutating func refuse(_ play: EventInProgress, _ refusal: NotAppliedReason) {
    played.outcomes[Int(play.index)] = .notApplied
    let effect = effect(
      of: play.event, account: play.account, orElse: ReplayState.signedCredits(play.event))
    var finding = play.finding(refusal.check)
    finding.stake(refusal.check == .releaseWithoutReservation ? 0 : effect, effect: effect)
    finding.detail = refusal.earlier.map { .earlier(event: $0) } ?? .none
    report(finding, of: play.index, account: play.account, plan: play.plan)
    refusedEffects[play.index] = effect
    note(.refusal(refusal.check), 0, account: play.account, at: play.at)
    if play.event.stated != CreditEvent.noStated {
      accounts[play.account].recorded = play.event.stated
      if !isPaused(play.account, at: play.at) { comparison.explained += 1 }
    }
  }

  /// An event's own credits with the sign of its kind, in microcredits.
  private static func signedCredits(_ event: CreditEvent) -> Int128 {
    switch event.kind {
    case .grant, .reset, .refund, .adjust, .redeem, .transferIn, .planChange: Int128(event.credits)
    case .deduct, .settle, .transferOut, .paymentRefund, .expire: -Int128(event.credits)
    case .reserve, .release, .reverse, .rollover, .balance, .notice: 0
    }
  }

  /// Reports an unknown account at its first event, and events after the account closed.
  private mutating func checkAccount(_ play: EventInProgress) {
    let account = play.account
    if !accounts[account].isReported {
      accounts[account].isReported = true
      if let known = books.accountTerms, known[names.name(play.event.account)] == nil {
        report(play.finding(.accountUnknown), of: play.index, account: account, plan: play.plan)
      }
    }
    if play.at >= accounts[account].closedAt && !play.event.kind.isRecord {
      var finding = play.finding(.accountClosed, credits: Int128(play.event.credits.magnitude))
      finding.detail = .ended(at: accounts[account].closedAt)
      report(finding, of: play.index, account: account, plan: play.plan)
    }
  }

  /// Reports a balance that fell below the plan's overdraft limit with this event.
  private mutating func checkLimit(_ play: EventInProgress) {
    let account = play.account
    let balance = accounts[account].live - accounts[account].debts
    if balance >= 0 {
      if accounts[account].isBelowLimit { noteRepaid(account, by: play.index) }
      accounts[account].isBelowLimit = false
      return
    }
    let overdraft = plan(accounts[account].plan, at: play.at)?.overdraft ?? .zero
    let below = -Int128(overdraft.microcredits) - balance
    if below > 0 && !accounts[account].isBelowLimit {
      var finding = play.finding(.balanceBelowZero, credits: below)
      finding.expected = .credits(-Int128(overdraft.microcredits))
      finding.found = .credits(balance)
      report(finding, of: play.index, account: account, plan: play.plan)
      noteBelowLimit(account)
    } else if below <= 0 && accounts[account].isBelowLimit {
      noteRepaid(account, by: play.index)
    }
    accounts[account].isBelowLimit = below > 0
  }
}
