import Ledger

/// The evidence of recorded balances on credits that rolled over without a record.
package enum RecordedRollover: Hashable, Sendable {
  /// A later balance of the source system has them.
  case kept
  /// The recorded balance lacks credits from the event of this finding on.
  case lost(CreditFinding)
  /// No later event of the account states a balance that the replay compares or agrees with.
  case unknown
}

extension CreditAdviser {
  /// The record of a rollover, at its own instant: a later one would be of credits that rolled over in the day before it.
  func rollover(_ finding: CreditFinding) -> CreditAdvice {
    var advice = CreditAdvice(events: [
      AdvisedEvent(.rollover, finding.account, finding.credits, .none, at: finding.at)
    ])
    advice.rollover = recorded(finding)
    return advice
  }

  private func recorded(_ finding: CreditFinding) -> RecordedRollover {
    let own = audit.played.order.filter {
      event($0).account == finding.account && event($0).at >= finding.at && isApplied($0)
    }
    // Events of the same instant before the reset still have the credits as they were.
    let reset = own.firstIndex { event($0).at == finding.at && event($0).kind == .reset }
    let stating = own[(reset ?? own.startIndex)...].filter {
      event($0).stated != CreditEvent.noStated
    }
    guard !stating.isEmpty, let books = audit.end?.books,
      let compared = CorrectedReplay(audit, books, account: finding.account)
        .firstCompared(of: finding.account, among: Set(stating))
    else { return .unknown }
    // Before the system's own expiry, a balance of other credits shows nothing; the replay's shows all.
    if compared.isInPause { return .kept }
    // The first compared balance after it shows whether the source system has them.
    let lost = audit.findings.first {
      $0.check == .recordedBalanceDiffers && $0.event == compared.event && $0.effect < 0
    }
    return lost.map(RecordedRollover.lost) ?? .kept
  }
}
