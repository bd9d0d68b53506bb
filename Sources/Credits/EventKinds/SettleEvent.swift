extension ReplayState {
  /// Ends the hold and consumes credits, once per hold.
  mutating func applySettle(_ play: EventInProgress) -> NotAppliedReason? {
    let credits = Int128(play.event.credits)
    guard let index = holdOfID[UInt32(play.account), play.event.subject] else {
      report(
        play.finding(.settleWithoutReservation, credits: credits), of: play.index,
        account: play.account, plan: play.plan)
      consumeForRequest(play)
      return nil
    }
    let hold = played.holds[Int(index)]
    switch hold.state {
    case .settled: return NotAppliedReason(check: .settleTwice, earlier: hold.endedBy)
    case .replaced: preconditionFailure("the id leads to the hold that replaced this one")
    case .released, .expired:
      var finding = play.finding(.settleAfterRelease, credits: credits)
      finding.detail =
        hold.state == .released ? .earlier(event: hold.endedBy) : .ended(at: hold.expiresAt)
      report(finding, of: play.index, account: play.account, plan: play.plan)
    case .open:
      if play.event.credits > hold.credits {
        var finding = play.finding(.settleAboveReserved, credits: credits - Int128(hold.credits))
        (finding.expected, finding.found) = (.credits(Int128(hold.credits)), .credits(credits))
        report(finding, of: play.index, account: play.account, plan: play.plan)
      }
    }
    endHold(Int(index), as: .settled, by: play.index)
    consumeForRequest(play)
    return nil
  }
}
