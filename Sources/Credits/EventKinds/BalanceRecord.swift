extension ReplayState {
  /// Compares a record of the balance; a difference is reported again only when it changes.
  mutating func compareAssertion(_ play: EventInProgress) {
    // With a provider it is the balance of the customer's own vendor account.
    if play.event.subject != CreditNames.blank || isPaused(play.account, at: play.at) { return }
    let recorded = Int128(play.event.credits) * ReplayState.fine + Int128(play.terms.creditsRest)
    let difference = difference(ofBalance: recorded, account: play.account)
    let isDrift = difference.magnitude < ReplayState.fine.magnitude
    let rounded = isDrift ? 0 : ReplayState.roundedHalfUp(difference)
    let last = accounts[play.account].assertedDifference
    accounts[play.account].assertedDifference = rounded
    if rounded == 0 && accounts[play.account].effects != 0 { played.agreements.append(play.index) }
    if rounded == 0 && last != 0 { noteAgreed(play.account, by: play.index) }
    if isDrift && difference != 0 {
      return reportDrift(play.index, play, recorded: recorded, difference: difference)
    }
    if rounded == 0 || rounded == last { return }
    var finding = play.finding(.assertedBalanceDiffers, credits: rounded)
    finding.expected = .recorded(recorded - difference)
    finding.found = .recorded(recorded)
    let effects = accounts[play.account].effects
    if effects != 0 { finding.detail = .carried(effects) }
    report(finding, of: play.index, account: play.account, plan: play.plan)
    noteAsserted(play.account)
  }
}
