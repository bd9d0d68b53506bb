import Ledger

/// What recorded balances say about credits that rolled over without a record.
package enum RecordedRollover: Hashable, Sendable {
  /// A later balance of the source system has them.
  case kept
  /// The recorded balance lacks credits from the event of this finding on.
  case lost(CreditFinding)
  /// No later event of the account states its balance.
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
    let stating = audit.ledger.events.indices.filter { index in
      let row = audit.ledger.events[index]
      return row.account == finding.account && row.at >= finding.at
        && row.stated != CreditEvent.noStated && isApplied(UInt32(index))
    }.min {
      (audit.ledger.events[$0].at, $0) < (audit.ledger.events[$1].at, $1)
    }
    guard let stating else { return .unknown }
    // The first balance after it shows whether the source system has them.
    let lost = audit.findings.first {
      $0.check == .recordedBalanceDiffers && $0.event == UInt32(stating) && $0.effect < 0
    }
    return lost.map(RecordedRollover.lost) ?? .kept
  }
}
