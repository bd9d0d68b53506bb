extension ReplayState {
  /// Ends the hold.
  mutating func applyRelease(_ play: EventInProgress) -> NotAppliedReason? {
    guard let index = holdOfID[UInt32(play.account), play.event.subject] else {
      return NotAppliedReason(check: .releaseWithoutReservation)
    }
    let hold = played.holds[Int(index)]
    switch hold.state {
    case .settled, .released:
      return NotAppliedReason(check: .releaseWithoutReservation, earlier: hold.endedBy)
    case .replaced: preconditionFailure("the id leads to the hold that replaced this one")
    case .open, .expired: endHold(Int(index), as: .released, by: play.index)
    }
    return nil
  }
}
