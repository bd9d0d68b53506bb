extension ReplayState {
  /// Undoes one event of the same account, once.
  mutating func applyReverse(_ play: EventInProgress) -> NotAppliedReason? {
    let target = ahead.repeated.firstOfID[Int(play.event.subject)]
    guard target != CreditEvent.none, ledger.events[Int(target)].account == play.event.account
    else { return NotAppliedReason(check: .reverseUnknown) }
    switch played.outcomes[Int(target)] {
    case .afterPeriod, .duplicate, .conflict: return NotAppliedReason(check: .reverseUnknown)
    case .notApplied:
      if let earlier = undoneBy[target] {
        return NotAppliedReason(check: .reverseTwice, earlier: earlier)
      }
      cancel(target, by: play)
      return nil
    case .applied: break
    }
    let kind = ledger.events[Int(target)].kind
    guard ReplayState.canBeUndone(kind) else { return NotAppliedReason(check: .reverseUnknown) }
    if let earlier = undoneBy[target] {
      return NotAppliedReason(check: .reverseTwice, earlier: earlier)
    }
    undoneBy[target] = play.index
    if made[Int(target)] != CreditEvent.none { undo(target, by: play) }
    return nil
  }

  /// Cancels the effect of an event that was not applied; the reverse is not applied either.
  private mutating func cancel(_ target: UInt32, by play: EventInProgress) {
    undoneBy[target] = play.index
    accounts[play.account].effects -= refusedEffects[target] ?? 0
    played.outcomes[Int(play.index)] = .notApplied
    note(.cancellation, 0, account: play.account, at: play.at)
    if play.event.stated != CreditEvent.noStated {
      accounts[play.account].recorded = play.event.stated
    }
  }

  private static func canBeUndone(_ kind: EventKind) -> Bool {
    switch kind {
    case .deduct, .settle, .adjust, .grant, .redeem, .paymentRefund: true
    case .reset, .reserve, .release, .refund, .reverse, .transferOut, .transferIn, .planChange,
      .expire, .rollover, .balance, .notice:
      false
    }
  }

  private mutating func undo(_ target: UInt32, by play: EventInProgress) {
    let made = made[Int(target)]
    switch ledger.events[Int(target)].kind {
    case .deduct, .settle: returnUse(made, play)
    case .adjust:
      if ledger.events[Int(target)].credits < 0 {
        returnUse(made, play)
      } else {
        revokeGrant(Int(made), play)
      }
    case .grant: revokeGrant(Int(made), play)
    case .redeem:
      if made & ReplayState.discountBit != 0 {
        discounts[Int(made & ~ReplayState.discountBit)].monthsLeft = 0
      } else {
        revokeGrant(Int(made), play)
      }
    case .paymentRefund: restore(paymentRefunds[Int(made)], play)
    case .reset, .reserve, .release, .refund, .reverse, .transferOut, .transferIn, .planChange,
      .expire, .rollover, .balance, .notice:
      preconditionFailure("only some kinds can be undone")
    }
  }

  private mutating func returnUse(_ use: UInt32, _ play: EventInProgress) {
    var returning = Returning(play)
    _ = giveBack(uses[Int(use)].left, of: use, to: &returning)
    grantExpired(returning)
  }

  /// Takes the credits left of a grant, whose value is refunded.
  private mutating func revokeGrant(_ grant: Int, _ play: EventInProgress) {
    let left = grants[grant].left
    let spent =
      grants[grant].consumed - grants[grant].refunded + Int128(grants[grant].transferred)
    if spent > 0 {
      var finding = play.finding(.reverseAfterUse, credits: spent)
      finding.expected = .credits(Int128(grants[grant].granted))
      finding.found = .credits(Int128(left))
      report(finding, of: play.index, account: play.account, plan: play.plan)
    }
    if left == 0 { return }
    let worth = move(grant, by: -left, .revoke, play.cause)
    if worth != 0 { bill(.reversedGrant, -worth, paid: 0, play) }
    accounts[play.account].totals.revoked += Int128(left)
    note(.revocation, -left, account: play.account, at: play.at, grant: grant)
  }
}
