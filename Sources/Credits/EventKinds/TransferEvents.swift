extension ReplayState {
  /// Takes credits from the account's own grants, with their value; the pool's stay.
  mutating func applyTransferOut(_ play: EventInProgress) {
    let account = play.account
    played.plansBeforeTransfers[play.index] = play.plan
    var need = play.event.credits
    while need > 0, let grant = nextGrant(of: account, at: play.at) {
      let taken = min(need, grants[grant].left)
      send(taken, of: grant, transfer: play.event.subject, play.cause)
      note(.transferOut, -taken, account: account, at: play.at, grant: grant)
      need -= taken
    }
    accounts[account].totals.transferredOut += Int128(play.event.credits)
    if need > 0 { _ = owe(need, account: account, event: play.index, use: nil) }
  }

  /// Grants credits that carry all value in transit under the transfer id.
  mutating func applyTransferIn(_ play: EventInProgress) {
    played.plansBeforeTransfers[play.index] = play.plan
    let shares = revenue.receive(transfer: play.event.subject)
    grant(
      NewGrant(
        event: play.index, account: play.account, credits: play.event.credits,
        paid: shares.reduce(0) { $0 + $1.usd }, source: .transfer,
        expiresAt: play.terms.expiresAt, grantID: ledger.text(.grantID, of: play.event),
        priority: play.terms.priority, shares: shares), at: play.at)
  }
}
