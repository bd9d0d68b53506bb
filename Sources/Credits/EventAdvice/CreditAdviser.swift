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
  private(set) var refunds: [UInt32] = []
  private var adjusts: [UInt32] = []
  private var grants: [UInt32] = []
  /// By number of a request: places in `PlayedLedger.uses`, in the order of the replay.
  private(set) var usesOfRequest: [UInt32: [Int]] = [:]
  /// The events that were refused for what they are themselves, such as a second reverse.
  private let refused: Set<UInt32>

  /// - Parameter requests: the requests of the usage ledger; nil without one.
  package init(_ audit: CreditAudit, requests: RequestCharges? = nil) {
    self.audit = audit
    self.requests = requests
    refused = Set(
      audit.findings.lazy.filter { CreditAdviser.refusals.contains($0.check) }.map(\.event))
    for index in audit.played.order {
      switch audit.ledger.events[Int(index)].kind {
      case .reverse: reverses[event(index).subject, default: []].append(index)
      case .refund where isApplied(index): refunds.append(index)
      case .adjust where isApplied(index): adjusts.append(index)
      case .grant where isApplied(index): grants.append(index)
      default: continue
      }
    }
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

  /// Returns the correction of a finding.
  package func advice(_ finding: CreditFinding) -> CreditAdvice {
    switch finding.check {
    case .duplicateIdempotencyKey, .duplicatePayment, .settleTwice, .releaseWithoutReservation,
      .refundWithoutDeduction, .reverseUnknown, .reverseTwice, .resetRepeated,
      .paymentRefundUnknown:
      return cancelling(finding)
    case .refundAboveDeduction, .expiryDiffers, .rolloverDiffers, .recordedBalanceDiffers,
      .assertedBalanceDiffers:
      return inSystem(finding)
    case .allowanceDiffers: return adjusting(finding, by: -finding.credits)
    case .couponValueDiffers:
      // The credits at stake are all of the coupon's; those that differ are fewer.
      guard case .credits(let expected) = finding.expected, case .credits(let found) = finding.found
      else { return CreditAdvice() }
      return adjusting(finding, by: expected - found)
    case .clawbackDiffers: return adjusting(finding, by: -finding.credits)
    case .expiredEarly: return adjusting(finding, by: finding.credits)
    case .packageDiffers, .prorationDiffers: return terms(finding)
    case .priceDiffers: return CreditAdvice(owedMoney: finding.usd)
    case .paymentRefundAbovePayment: return CreditAdvice(owedMoney: -finding.usd)
    case .reverseAfterUse:
      var advice = adjusting(finding, by: -finding.credits)
      (advice.isChoice, advice.owed) = (true, 0)
      return advice
    case .expiryMissing: return expire(finding)
    case .reservationStale:
      return CreditAdvice(events: [
        AdvisedEvent(
          .release, finding.account, nil, .reservation(event(finding.event).subject))
      ])
    case .resetMissing: return grantAllowance(finding)
    case .transferUnbalanced: return transfer(finding)
    case .chargedTwice, .deductionDiffers, .failedRequestCharged: return charge(finding)
    case .requestWithoutDeduction: return deduct(finding)
    case .deductionWithoutRequest, .settleWithoutReservation: return giveBackIfUnused(finding)
    case .couponUnknown, .couponNotYetValid, .couponExpired, .couponOverLimit, .couponTwice,
      .couponWrongPlan, .accountClosed, .actorNotPermitted:
      return undoIfNotDue(finding)
    case .eventConflict, .eventRejected, .accountUnknown, .balanceBelowZero,
      .recordedBalanceDrift, .reservedAboveAvailable, .settleAfterRelease, .settleAboveReserved,
      .planUnknown, .planDiffers, .packageUnknown, .downgradeEarly, .rolloverMissing, .expiryLate,
      .offIncrement, .allocationExceeded, .allocationDiffers, .notEntitled, .rateLimitExceeded,
      .byokUnregistered, .noticeMissing, .noticeUnfounded:
      return CreditAdvice()
    }
  }

  // MARK: Events that the replay does not apply

  /// The reverse of an event that was not applied: it takes back what the source system booked, and no more.
  private func cancelling(_ finding: CreditFinding) -> CreditAdvice {
    if finding.effect == 0 { return CreditAdvice() }
    let done = (reverses[finding.eventID] ?? []).first {
      event($0).account == finding.account && !isApplied($0) && !refused.contains($0)
    }
    if let done { return CreditAdvice(done: [done], doneCredits: -finding.effect) }
    return CreditAdvice(
      events: [reverse(of: finding)], owed: -finding.effect)
  }

  private func reverse(of finding: CreditFinding) -> AdvisedEvent {
    AdvisedEvent(.reverse, finding.account, nil, .reverses(finding.eventID))
  }

  /// The replay never booked the credits, and no event changes only the recorded balance.
  private func inSystem(_ finding: CreditFinding) -> CreditAdvice {
    // A `balance` event has no effect on the balance; its credits are the difference.
    finding.check == .assertedBalanceDiffers
      ? CreditAdvice(inSystem: -finding.credits)
      : CreditAdvice(owed: -finding.effect, inSystem: -finding.effect)
  }

  // MARK: Adjusts

  /// An adjust that names the finding's event in its reason, less the adjusts that already do.
  private func adjusting(_ finding: CreditFinding, by due: Int128) -> CreditAdvice {
    adjusting(finding, by: due, of: finding.account)
  }

  private func adjusting(
    _ finding: CreditFinding, by due: Int128, of account: UInt32
  ) -> CreditAdvice {
    if due == 0 || finding.event == CreditEvent.none { return CreditAdvice() }
    if let undone = undone(finding) { return CreditAdvice(done: [undone], doneCredits: 0) }
    let done = adjusts.filter { adjust in
      event(adjust).account == account && event(adjust).at >= finding.at
        && adjust != finding.event && names(adjust, finding.eventID)
    }
    let given = done.reduce(Int128(0)) { $0 + Int128(event($1).credits) }
    var advice = CreditAdvice(owed: due - given, done: done, doneCredits: given)
    if advice.owed != 0 {
      advice.events = [
        AdvisedEvent(.adjust, account, advice.owed, .reason(finding.eventID))
      ]
    }
    return advice
  }

  /// True if the reason of an event has the id of another as a word.
  private func names(_ index: UInt32, _ id: UInt32) -> Bool {
    let reason = audit.ledger.text(.reason, of: event(index))
    if reason == CreditNames.blank || id == CreditNames.blank { return false }
    let (text, wanted) = (audit.names.name(reason).description, audit.names.name(id).description)
    return text == wanted
      || text.split(whereSeparator: { " ,;:()".contains($0) }).contains { $0 == wanted }
  }

  /// The credits of a grant that differ from its terms, and the money that does.
  private func terms(_ finding: CreditFinding) -> CreditAdvice {
    var advice = adjusting(finding, by: -finding.credits)
    guard
      case .terms(_, _, let expectedMoney, let foundMoney) = finding.detail
    else { return advice }
    let states = audit.ledger.terms(of: event(finding.event)).statedPaid != nil
    // A change of plan without a payment states none; a top-up without one was given away.
    if states || finding.check == .packageDiffers { advice.owedMoney = foundMoney - expectedMoney }
    return advice
  }

  // MARK: Grants, holds and transfers

  private func expire(_ finding: CreditFinding) -> CreditAdvice {
    let row = event(finding.event)
    let grant = audit.ledger.text(.grantID, of: row)
    return CreditAdvice(
      events: [
        AdvisedEvent(
          .expire, finding.account, finding.credits, .grant(grant == 0 ? row.eventID : grant))
      ], owed: -finding.credits)
  }

  private func grantAllowance(_ finding: CreditFinding) -> CreditAdvice {
    let done = grants.first {
      event($0).account == finding.account && event($0).at >= finding.at
        && event($0).grantSource == .monthly && Int128(event($0).credits) == finding.credits
    }
    if let done { return CreditAdvice(done: [done], doneCredits: finding.credits) }
    return CreditAdvice(
      events: [AdvisedEvent(.grant, finding.account, finding.credits, .source(.monthly))],
      owed: finding.credits)
  }

  private func transfer(_ finding: CreditFinding) -> CreditAdvice {
    let row = event(finding.event)
    let counterparty = audit.ledger.text(.counterparty, of: row)
    guard case .partner(let partner) = finding.detail else { return CreditAdvice() }
    guard let partner else {
      let isOut = row.kind == .transferOut
      return CreditAdvice(
        events: [
          AdvisedEvent(
            isOut ? .transferIn : .transferOut, counterparty, Int128(row.credits),
            .transfer(row.subject, counterparty: row.account))
        ], owed: isOut ? Int128(row.credits) : -Int128(row.credits))
    }
    // The receiver has other credits than the sender gave.
    let into = event(partner)
    guard counterparty == into.account,
      audit.ledger.text(.counterparty, of: into) == row.account
    else { return CreditAdvice() }
    return adjusting(finding, by: -finding.credits, of: into.account)
  }

  // MARK: Undoing

  /// The applied reverse of the finding's event; nil if there is none.
  private func undone(_ finding: CreditFinding) -> UInt32? {
    (reverses[finding.eventID] ?? []).first {
      event($0).account == finding.account && isApplied($0)
    }
  }

  private func undoIfNotDue(_ finding: CreditFinding) -> CreditAdvice {
    if finding.event == CreditEvent.none { return CreditAdvice() }
    if let undone = undone(finding) { return CreditAdvice(done: [undone]) }
    switch event(finding.event).kind {
    case .redeem, .grant, .adjust, .deduct, .settle:
      return CreditAdvice(events: [reverse(of: finding)], isChoice: true)
    case .reset, .reserve, .release, .refund, .reverse, .transferOut, .transferIn, .planChange,
      .paymentRefund, .expire, .rollover, .balance, .notice:
      return CreditAdvice()
    }
  }
}
