extension ReplayState {
  /// Grants or consumes credits by hand.
  mutating func applyAdjust(_ play: EventInProgress) {
    if play.event.credits > 0 {
      made[Int(play.index)] = UInt32(grantStated(play, source: .adjustment))
      return
    }
    let use = beginUse(play.index, account: play.account, request: play.event.request)
    chain(use)
    consume(-play.event.credits, account: play.account, use: use, at: play.at)
  }
}
