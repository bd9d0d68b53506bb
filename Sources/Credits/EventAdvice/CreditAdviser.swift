import Ledger

/// Advises the corrections of the findings of an audit, by the rules of the replay.
///
/// An event that the replay did not apply is taken back by its reverse, which the replay does not apply either. An event
/// that it did apply is put right by one that both sides book.
package struct CreditAdviser {
  let audit: CreditAudit
  let requests: RequestCharges?
  /// The played `reverse` events, by number of the event's id that they reverse.
  private(set) var reverses: [UInt32: [UInt32]] = [:]
  /// The applied events of a kind that puts others right, in the order of the replay.
  private(set) var refundsOfRequest: [UInt32: [UInt32]] = [:]
  private(set) var adjusts: [UInt32] = []
  private(set) var grants: [UInt32] = []
  /// The adjusts, and the grants of bonus and promotion credits that state a reason.
  private(set) var corrections: [UInt32] = []
  /// By number of a request: places in `ReplayResult.uses`, in the order of the replay.
  private(set) var usesOfRequest: [UInt32: [Int]] = [:]
  /// The events that were refused for what they are themselves, such as a second reverse.
  let refused: Set<UInt32>
  private(set) var ended: ResolvedBalanceDifferences
  /// The grants with expired credits of which no `expire` event came, by account with a difference without a cause.
  let unrecorded: [UInt32: [Grant]]
  /// The events of these accounts that state a balance, in the order of the replay.
  private(set) var stating: [UInt32: [UInt32]] = [:]
  /// The ledger has an `expire` event; false where this is not needed.
  let hasExpireRecords: Bool

  /// - Parameter requests: the requests of the usage ledger; nil without one.
  package init(_ audit: CreditAudit, requests: RequestCharges? = nil) {
    self.audit = audit
    self.requests = requests
    refused = Set(
      audit.findings.lazy.filter { CreditAdviser.refusals.contains($0.check) }.map(\.event))
    unrecorded = CreditAdviser.unrecordedGrants(audit)
    hasExpireRecords =
      !unrecorded.isEmpty && audit.ledger.events.contains { $0.kind == .expire }
    ended = ResolvedBalanceDifferences([])
    for index in audit.played.order {
      if event(index).stated != CreditEvent.noStated, unrecorded[event(index).account] != nil {
        stating[event(index).account, default: []].append(index)
      }
      switch audit.ledger.events[Int(index)].kind {
      case .reverse: reverses[event(index).subject, default: []].append(index)
      case .refund where isApplied(index):
        refundsOfRequest[event(index).request, default: []].append(index)
      case .adjust where isApplied(index):
        adjusts.append(index)
        corrections.append(index)
      case .grant where isApplied(index):
        grants.append(index)
        let source = event(index).grantSource
        if source == .bonus || source == .promotion,
          audit.ledger.text(.reason, of: event(index)) != CreditNames.blank
        {
          corrections.append(index)
        }
      default: continue
      }
    }
    var differences = ResolvedBalanceDifferences(
      audit.findings.filter(\.isOwn), cancelled: Set(refused.filter { cancelled($0) != nil }))
    differences.doubt(audit) { keptExpired($0) != nil }
    ended = differences
    for (place, use) in audit.played.uses.enumerated() where use.request != 0 {
      usesOfRequest[use.request, default: []].append(place)
    }
  }

  /// The checks of events that the replay does not apply.
  package static let refusals: Set<CreditCheck> = [
    .duplicateIdempotencyKey, .duplicatePayment, .settleTwice, .releaseWithoutReservation,
    .refundWithoutDeduction, .reverseUnknown, .reverseTwice, .resetRepeated, .paymentRefundUnknown,
  ]

  /// Returns an event by its index in the ledger.
  package func event(_ index: UInt32) -> CreditEvent { audit.ledger.events[Int(index)] }

  /// Returns the money that an event states in `paid_usd`, in 10⁻¹⁸ USD; 0 for a blank cell.
  package func paid(of index: UInt32) -> Int128 {
    audit.ledger.terms(of: event(index)).statedPaid ?? 0
  }

  /// Returns true if an event takes credits from its account.
  package func takes(_ index: UInt32) -> Bool {
    switch event(index).kind {
    case .deduct, .settle: true
    case .adjust: event(index).credits < 0
    default: false
    }
  }

  func isApplied(_ index: UInt32) -> Bool {
    audit.played.outcomes[Int(index)] == .applied
  }

  /// Returns the correction of a finding, each event with an actor who may write it.
  package func advice(_ finding: CreditFinding) -> CreditAdvice {
    if let advice = ofExport(finding) { return advice }
    var advice = correction(of: finding)
    advice.events = advice.events.map(withActor)
    advice.otherwise = advice.otherwise.map(withActor)
    return advice
  }

  private func correction(of finding: CreditFinding) -> CreditAdvice {
    switch finding.check {
    case .duplicateIdempotencyKey, .duplicatePayment, .settleTwice, .releaseWithoutReservation,
      .refundWithoutDeduction, .reverseUnknown, .reverseTwice, .resetRepeated,
      .paymentRefundUnknown:
      return cancelling(finding)
    case .refundAboveDeduction, .expiryDiffers, .rolloverDiffers, .recordedBalanceDiffers,
      .assertedBalanceDiffers:
      return inSystem(finding)
    case .allowanceDiffers, .couponValueDiffers, .clawbackDiffers: return figure(finding)
    case .expiredEarly: return expiredEarly(finding)
    case .packageDiffers, .prorationDiffers: return terms(finding)
    case .priceDiffers: return returning(finding.usd, finding, CreditAdvice())
    case .paymentRefundAbovePayment: return refundedTwice(finding)
    case .reverseAfterUse:
      var advice = adjusting(finding, by: -finding.credits)
      (advice.isChoice, advice.owed) = (true, 0)
      return advice
    case .expiryMissing: return expire(finding)
    case .reservationStale:
      // A release ends the latest hold of its id.
      let isLatest = !audit.played.holds.contains {
        $0.event > finding.event && event($0.event).account == finding.account
          && event($0.event).subject == event(finding.event).subject
      }
      return CreditAdvice(
        events: isLatest
          ? [
            AdvisedEvent(
              .release, finding.account, nil, .reservation(event(finding.event).subject))
          ] : [])
    case .resetMissing: return reset(finding)
    case .planDiffers: return planOfReset(finding)
    case .rolloverMissing: return rollover(finding)
    case .transferUnbalanced: return transfer(finding)
    case .allocationDiffers: return share(finding)
    case .chargedTwice, .deductionDiffers, .failedRequestCharged: return charge(finding)
    case .requestWithoutDeduction: return deduct(finding)
    case .deductionWithoutRequest, .settleWithoutReservation: return giveBackIfUnused(finding)
    case .couponUnknown, .couponNotYetValid, .couponExpired, .couponOverLimit, .couponTwice,
      .couponWrongPlan, .accountClosed, .actorNotPermitted:
      return undoIfNotDue(finding)
    case .eventConflict, .eventRejected, .accountUnknown, .balanceBelowZero,
      .recordedBalanceDrift, .reservedAboveAvailable, .settleAfterRelease, .settleAboveReserved,
      .planUnknown, .packageUnknown, .downgradeEarly, .expiryLate,
      .offIncrement, .allocationExceeded, .notEntitled, .rateLimitExceeded, .byokUnregistered,
      .noticeMissing, .noticeUnfounded:
      return CreditAdvice()
    }
  }

  // MARK: Events that the replay does not apply

  /// The reverse of an event that was not applied: it takes back what the source system booked, and no more.
  private func cancelling(_ finding: CreditFinding) -> CreditAdvice {
    if finding.effect == 0 { return CreditAdvice() }
    if let done = cancelled(finding.event) {
      return CreditAdvice(done: [done], doneCredits: -finding.effect)
    }
    let adjusts = adjustments(finding)
    if adjusts.isEmpty, let end = ended.end[finding] { return CreditAdvice(end: end) }
    if let advice = misplaced(finding, adjusts) { return advice }
    return CreditAdvice(
      events: replacing(adjusts) + [reverse(of: finding)],
      owed: -finding.effect - given(adjusts), done: adjusts, doneCredits: given(adjusts))
  }

  /// The reverse that cancels an event which was not applied; nil if there is none.
  private func cancelled(_ refused: UInt32) -> UInt32? {
    if refused == CreditEvent.none { return nil }
    return (reverses[event(refused).eventID] ?? []).first {
      event($0).account == event(refused).account && !isApplied($0) && !self.refused.contains($0)
    }
  }

  func reverse(of finding: CreditFinding) -> AdvisedEvent {
    AdvisedEvent(.reverse, finding.account, nil, .reverses(finding.eventID))
  }

  /// The replay never booked the credits, and no event changes only the recorded balance.
  private func inSystem(_ finding: CreditFinding) -> CreditAdvice {
    // A `balance` event has no effect on the balance; its credits are the difference.
    if finding.check == .assertedBalanceDiffers {
      if let end = endOfCarried(finding) { return CreditAdvice(end: end) }
      return CreditAdvice(inSystem: finding.isCorrected ? 0 : -finding.credits)
    }
    let isEventMissing = finding.isEventMissing || ended.doubtful[finding] != nil
    if !isEventMissing {
      if let start = ended.start[finding] { return CreditAdvice(start: start) }
      if adjustments(finding).isEmpty, let end = ended.end[finding] {
        return CreditAdvice(end: end)
      }
    }
    var advice = CreditAdvice(owed: -finding.effect, inSystem: -finding.effect)
    if isEventMissing, finding.check != .recordedBalanceDiffers, adjustments(finding).isEmpty {
      return .ofMissingEvent
    }
    if finding.check == .recordedBalanceDiffers {
      advice.isOwedUnknown = true
      let ofReset = differenceOfReset(finding)
      if ofReset?.recorded?.kind.isKnown == true { return ofReset ?? advice }
      if isEventMissing { return .ofMissingEvent }
      return keptExpired(finding) ?? ofReset ?? advice
    }
    advice.done = adjustments(finding)
    advice.doneCredits = given(advice.done)
    advice.owed -= advice.doneCredits
    advice.events = replacing(advice.done)
    return advice
  }

  /// True if the reason of an event has the id of another as a word.
  func names(_ index: UInt32, _ id: UInt32) -> Bool {
    let reason = audit.ledger.text(.reason, of: event(index))
    if reason == CreditNames.blank || id == CreditNames.blank { return false }
    let (text, wanted) = (audit.names.name(reason).description, audit.names.name(id).description)
    return text == wanted
      || text.split(whereSeparator: CreditAdviser.ends).contains { $0 == wanted }
  }

  /// True for a character that ends a word of a reason.
  static func ends(_ character: Character) -> Bool { " ,;:()".contains(character) }

  // MARK: Undoing

  /// The applied reverse of the finding's event; nil if there is none.
  func undone(_ finding: CreditFinding) -> UInt32? {
    (reverses[finding.eventID] ?? []).first {
      event($0).account == finding.account && isApplied($0)
    }
  }

  private func undoIfNotDue(_ finding: CreditFinding) -> CreditAdvice {
    if finding.event == CreditEvent.none { return CreditAdvice() }
    if let undone = undone(finding) { return CreditAdvice(done: [undone]) }
    let adjusts = adjustments(finding)
    let undoing = given(adjusts, for: finding, due: needed(by: finding) ?? 0)
    if undoing != 0, (undoing > 0) == takes(finding.event) {
      return CreditAdvice(done: adjusts, doneCredits: given(adjusts))
    }
    var advice = CreditAdvice(events: [reverse(of: finding)], isChoice: true)
    switch event(finding.event).kind {
    case .redeem, .grant, .adjust, .deduct, .settle: break
    case .reset, .reserve, .release, .refund, .reverse, .transferOut, .transferIn, .planChange,
      .paymentRefund, .expire, .rollover, .balance, .notice:
      return CreditAdvice()
    }
    if let grant = grant(of: finding.event) {
      // A grant without credits left has nothing to lose.
      if grant.left == 0 { advice.events = [] }
      advice.expired = -Int128(grant.expired)
      // The reverse takes what is left; what was used is a finding of its own.
      if grant.left > 0 {
        advice.lacking = Int128(grant.granted) - Int128(grant.left) - Int128(grant.expired)
      }
    } else if let use = audit.played.uses.firstIndex(where: { $0.event == finding.event }) {
      let left = Int128(audit.played.uses[use].left)
      advice.lost = lost(of: left, [use])
      if left > 0 && advice.lost == left { advice.events = [] }
    }
    return advice
  }
}
