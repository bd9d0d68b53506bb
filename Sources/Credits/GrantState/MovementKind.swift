/// The reasons for which the credits left of a grant change.
enum MovementKind {
  case consume, giveBack, expire, revoke
  /// A won dispute gives back what a payment refund revoked.
  case restore
  case transferOut
}

extension ReplayState {
  /// Changes the credits left of a grant, with its value, the revenue of the month and its postings.
  ///
  /// Returns the value that left the grant (negative if it came back), in 10⁻¹⁸ USD. The sums of the account for the
  /// period are the caller's.
  @discardableResult
  mutating func move(
    _ grant: Int, by change: Int64, _ movement: MovementKind, _ cause: RevenueEntryEvent
  ) -> Int128 {
    let left = grants[grant].left + change
    precondition(left >= 0, "a grant never has less than no credits")
    let before = grants[grant].value
    let after = GrantValue.left(
      paid: grants[grant].paid, left: left, granted: grants[grant].granted)
    let worth = before - after
    let earlyBefore = before - grants[grant].deferred
    grants[grant].left = left
    grants[grant].value = after
    accounts[Int(grants[grant].account)].live += Int128(change)
    switch movement {
    case .consume: grants[grant].consumed -= Int128(change)
    case .giveBack: grants[grant].refunded += Int128(change)
    case .expire:
      grants[grant].expired -= change
      grants[grant].broken += worth
    case .revoke, .restore: grants[grant].revoked -= change
    case .transferOut: grants[grant].transferred -= change
    }
    // What is no longer deferred and still in the value left was earned as breakage.
    let early = after - grants[grant].deferred - earlyBefore
    let month = monthNumber(at: cause.instant)
    revenue.book(grants[grant].source, in: month) { cell in
      cell.credits += Int128(change)
      switch movement {
      case .consume, .giveBack: cell.realised += worth
      case .expire: cell.breakage += worth
      case .revoke, .restore: cell.refunded += worth
      case .transferOut: cell.transferred -= worth
      }
      cell.breakage += early
    }
    if grants[grant].paid != 0 {
      post(movement, of: grant, from: left - change, (worth, early), in: month, cause)
    }
    return worth
  }
}
