extension ReplayState {
  /// Gives back credits that the request consumed, at most those that were not given back before.
  mutating func applyRefund(_ play: EventInProgress) -> NotAppliedReason? {
    let (account, request) = (play.account, play.event.request)
    guard useOfRequest[UInt32(account), request] != nil else {
      return NotAppliedReason(check: .refundWithoutDeduction)
    }
    var returning = Returning(play)
    let given = giveBack(
      play.event.credits, ofRequest: request, account: account, to: &returning)
    grantExpired(returning)
    if given == play.event.credits { return nil }
    let excess = Int128(play.event.credits - given)
    var finding = play.finding(.refundAboveDeduction)
    finding.stake(
      excess, effect: effect(of: play.event, account: account, orElse: excess))
    finding.expected = .credits(Int128(given))
    finding.found = .credits(Int128(play.event.credits))
    report(finding, of: play.index, account: account, plan: play.plan)
    return nil
  }
}
