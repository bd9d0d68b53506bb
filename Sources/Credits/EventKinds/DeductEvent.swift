extension ReplayState {
  /// Consumes credits for a request.
  mutating func applyDeduct(_ play: EventInProgress) {
    consumeForRequest(play)
  }

  /// Consumes the credits of an event, of which the request may get them back.
  mutating func consumeForRequest(_ play: EventInProgress) {
    if play.event.credits == 0 { return }
    checkIncrement(play)
    let use = beginUse(play.index, account: play.account, request: play.event.request)
    chain(use)
    consume(play.event.credits, account: play.account, use: use, at: play.at)
  }
}
