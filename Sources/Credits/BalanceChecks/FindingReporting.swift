extension CreditFinding {
  /// Sets the credits at stake and the balance effect, in microcredits.
  mutating func stake(_ credits: Int128, effect: Int128 = 0) {
    self.credits = credits
    self.effect = effect
  }
}

extension ReplayState {
  /// Adds a finding at an event, of which it takes id, request and row; its effect counts from here.
  ///
  /// - Parameters:
  ///   - plan: the plan by which the credits are worth USD, as a number.
  ///   - usd: the money difference that the finding states instead, in 10⁻¹⁸ USD.
  mutating func report(
    _ finding: CreditFinding, of event: UInt32, account: Int, plan: UInt32, usd: Int128? = nil
  ) {
    let row = ledger.events[Int(event)]
    var finding = finding
    finding.event = event
    finding.eventID = row.eventID
    finding.request = row.request
    finding.file = row.file
    finding.line = row.line
    finding.usd = usd ?? worth(finding.credits, plan: plan, at: finding.at)
    accounts[account].effects += finding.effect
    findings.append(finding)
  }
}
