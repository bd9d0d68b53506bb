import Ledger

/// The reverse of the first of two events for one fact, which the second should have had.
extension CreditAdviser {
  /// The correction where the first of the events for one fact was reversed, and not the second; nil in all other cases.
  ///
  /// The source system has the right balance, but the replay lacks the first event and never booked the second.
  ///
  /// - Parameter adjusts: the adjusts that already name the finding's event.
  func misplaced(_ finding: CreditFinding, _ adjusts: [UInt32]) -> CreditAdvice? {
    guard case .earlier(let first) = finding.detail, event(first).account == finding.account,
      finding.effect > 0, let grant = grant(of: first),
      let reversal = (reverses[event(first).eventID] ?? []).first(where: {
        event($0).account == finding.account && isApplied($0) && event($0).at >= finding.at
      }), !hasEarlierRepeat(finding)
    else { return nil }
    // An adjust that names the first event or its reverse has given the credits back already.
    let again = self.adjusts.filter {
      event($0).account == finding.account && event($0).at >= event(reversal).at
        && event($0).credits > 0 && !isReversed($0)
        && (names($0, event(first).eventID) || names($0, event(reversal).eventID))
    }
    let taken = min(Int128(grant.revoked), finding.effect) - given(again)
    if taken <= 0 { return nil }
    let adjust = AdvisedEvent(
      .adjust, finding.account, taken, .reason(event(first).eventID), expiresAt: grant.expiresAt)
    return CreditAdvice(
      events: replacing(adjusts) + [reverse(of: finding), adjust],
      owed: taken - finding.effect - given(adjusts), done: adjusts, doneCredits: given(adjusts),
      misplaced: reversal)
  }

  /// True if an earlier event repeats the same first one and was not reversed: one reverse event covers one of them only.
  private func hasEarlierRepeat(_ finding: CreditFinding) -> Bool {
    audit.findings.contains { other in
      other.detail == finding.detail && other.account == finding.account && other.effect > 0
        && (other.at, other.event) < (finding.at, finding.event)
        && !(reverses[other.eventID] ?? []).contains {
          event($0).account == other.account && !isApplied($0) && !refused.contains($0)
        }
    }
  }
}
