import Ledger

/// The adjusts that already correct an event, because their reason names it.
extension CreditAdviser {
  /// Returns the applied adjusts of an account from a finding on that name its event, without those that were reversed.
  ///
  /// - Parameter account: the number of the account's name; nil is that of the finding.
  func adjustments(_ finding: CreditFinding, of account: UInt32? = nil) -> [UInt32] {
    let account = account ?? finding.account
    return corrections.filter { adjust in
      event(adjust).account == account && event(adjust).at >= finding.at
        && adjust != finding.event && names(adjust, finding.eventID) && !isReversed(adjust)
    }
  }

  /// Returns the microcredits that adjusts gave; below 0 that they took.
  func given(_ adjusts: [UInt32]) -> Int128 {
    adjusts.reduce(0) { $0 + Int128(event($1).credits) }
  }

  /// The microcredits that adjusts gave for a finding: an adjust that names more events corrects each of them in turn.
  ///
  /// - Parameter due: the microcredits that the finding needs.
  func given(_ adjusts: [UInt32], for finding: CreditFinding, due: Int128) -> Int128 {
    adjusts.reduce(0) { sum, adjust in
      var left = Int128(event(adjust).credits)
      let others = audit.findings.filter {
        $0.eventID != finding.eventID && $0.account == finding.account && $0.at <= event(adjust).at
          && names(adjust, $0.eventID) && needed(by: $0) != nil
      }
      if others.isEmpty { return sum + left }
      for other in others where (other.at, other.event) < (finding.at, finding.event) {
        left -= part(of: left, for: needed(by: other) ?? 0)
      }
      let isLast = others.allSatisfy { ($0.at, $0.event) < (finding.at, finding.event) }
      return sum + (isLast ? left : part(of: left, for: due - sum))
    }
  }

  /// The part of credits that is due: of the same sign, and no more than either.
  private func part(of credits: Int128, for due: Int128) -> Int128 {
    due > 0 ? min(due, max(0, credits)) : max(due, min(0, credits))
  }

  /// The microcredits that an adjust for a finding should give; nil for findings that an adjust does not correct.
  func needed(by finding: CreditFinding) -> Int128? {
    switch finding.check {
    case .couponUnknown, .couponNotYetValid, .couponExpired, .couponOverLimit, .couponTwice,
      .couponWrongPlan, .accountClosed, .actorNotPermitted:
      finding.event == CreditEvent.none
        ? nil : takes(finding.event) ? abs(finding.credits) : -abs(finding.credits)
    case .packageDiffers, .prorationDiffers, .allowanceDiffers, .clawbackDiffers: -finding.credits
    case .expiredEarly: finding.credits
    case let check where CreditAdviser.refusals.contains(check): -finding.effect
    default: nil
    }
  }

  /// True if an applied event undid an event.
  func isReversed(_ index: UInt32) -> Bool {
    (reverses[event(index).eventID] ?? []).contains {
      event($0).account == event(index).account && isApplied($0)
    }
  }

  /// The reverses of adjusts that corrected what only the source system booked, before the record that corrects it there.
  ///
  /// The replay booked such an adjust, but not the mistake: without the reverse, its balance would stay wrong.
  func replacing(_ adjusts: [UInt32]) -> [AdvisedEvent] {
    adjusts.map { AdvisedEvent(.reverse, event($0).account, nil, .reverses(event($0).eventID)) }
  }

  /// The adjusts that gave back charges of a request: with its id, or with the id of a charge in their reason.
  ///
  /// - Parameter places: the uses of the request by the account; the adjusts that consume for it are among them.
  func givenBack(_ finding: CreditFinding, _ places: [Int]) -> [UInt32] {
    let charges = places.map { audit.played.uses[$0].event }
    return adjusts.filter { adjust in
      let row = event(adjust)
      guard row.account == finding.account, !charges.contains(adjust), !isReversed(adjust) else {
        return false
      }
      return row.credits > 0 && row.request == finding.request
        || charges.contains { names(adjust, event($0).eventID) }
    }
  }

  /// What adjusts already did for a transfer without its other side; nil if there are none.
  ///
  /// - Parameter due: the microcredits that the other account should have received; below 0 sent.
  func transferAdjusted(
    _ finding: CreditFinding, _ counterparty: UInt32, due: Int128
  ) -> CreditAdvice? {
    let done = (adjustments(finding) + adjustments(finding, of: counterparty)).sorted {
      (event($0).at, $0) < (event($1).at, $1)
    }
    if done.isEmpty { return nil }
    let advice = CreditAdvice(done: done, doneCredits: given(done))
    return adding(
      due - given(done), to: advice, account: counterparty, .reason(finding.eventID))
  }
}
