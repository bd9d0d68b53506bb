import Ledger

/// The evidence of recorded balances on a reset that the ledger lacks.
package struct RecordedReset: Hashable, Sendable {
  /// The explanation of the recorded balances.
  package enum Kind: Hashable, Sendable {
    /// The source system made the reset, and the export lacks it.
    case ran
    /// The reset never ran, and the source system kept the credits of the allowance that it ends.
    case kept
    /// The recorded balance has come to what it would be with the reset.
    case caughtUp
    /// Other events have brought the recorded balance to what it would be with the reset.
    case madeUp
    /// The recorded balance differs by other credits.
    case unclear

    /// True if the reset explains the recorded balance.
    package var isKnown: Bool { self != .unclear }
  }

  package let kind: Kind
  /// The finding of the missing reset.
  package let reset: CreditFinding
  /// Microcredits that the recorded balance has more than the replay since the reset was due, without a cause.
  package let credits: Int128
}

extension CreditAdviser {
  /// Compares the recorded balances after a missing reset with those that it would have left; nil where none differ.
  ///
  /// - Parameters:
  ///   - right: the reset as it should have been.
  ///   - balance: the microcredits that it would add to the balance at the end.
  ///   - until: the instant at which the reset after it is due.
  func recorded(
    _ finding: CreditFinding, _ books: CreditBooks, right: CorrectedEvent, balance: Int128,
    until: Int64
  ) -> RecordedReset? {
    let differences = differences(since: finding)
    guard let first = differences.first else { return nil }
    let credits = differences.reduce(0) { $0 + $1.effect }
    if credits == 0 { return nil }
    func evidence(_ kind: RecordedReset.Kind) -> RecordedReset {
      RecordedReset(kind: kind, reset: finding, credits: credits)
    }
    let missing = audit.findings.count {
      $0.check == .resetMissing && $0.account == finding.account
    }
    if missing > 1 { return evidence(.unclear) }
    let replay = CorrectedReplay(audit, books, account: finding.account)
    // Without the events that made up for it, their own balances would be missing.
    if right.without.isEmpty,
      replay.events(
        with: .recordedBalanceDiffers, right, of: finding.account, from: finding.at
      ).isEmpty
    {
      return evidence(.ran)
    }
    if credits == balance { return evidence(.caughtUp) }
    let number = audit.played.accountOfName[Int(finding.account)]
    let old = audit.played.resets.last { $0.account == number && $0.at < finding.at }
    guard let old else { return evidence(.unclear) }
    let kept = CorrectedEvent(
      event: old.event, credits: event(old.event).credits, expiresAt: until)
    let left = replay.events(
      with: .recordedBalanceDiffers, kept, of: finding.account, from: finding.at)
    return evidence(left.contains(first.event) ? .unclear : .kept)
  }

  /// The advice on a difference of the recorded balance after a missing reset; nil without one.
  func differenceOfReset(_ finding: CreditFinding) -> CreditAdvice? {
    let missing = audit.findings.last {
      $0.check == .resetMissing && $0.account == finding.account && $0.at <= finding.at
    }
    guard let missing else { return nil }
    let advice = reset(missing)
    guard let recorded = advice.recorded else { return nil }
    if recorded.kind != .unclear { return advice }
    var difference = CreditAdvice(owed: -finding.effect, inSystem: -finding.effect)
    (difference.recorded, difference.isOwedUnknown) = (recorded, true)
    return difference
  }
}
