import Ledger

/// The corrections of events that granted, revoked or removed other credits than they should have.
extension CreditAdviser {
  /// The credits of an event that has a right number of them.
  func figure(_ finding: CreditFinding) -> CreditAdvice {
    // The credits at stake of a coupon are all of its credits; those that differ are fewer.
    guard case .credits(let expected) = finding.expected, case .credits(let found) = finding.found
    else { return CreditAdvice() }
    if finding.check == .clawbackDiffers, let overpaid = overpayment(returnedBy: finding) {
      return CreditAdvice(overpaid: overpaid)
    }
    var due = finding.check == .clawbackDiffers ? found - expected : expected - found
    if finding.check == .clawbackDiffers, let grant = needed(byGrantOf: finding) {
      let rest = due - given(adjustments(finding), for: finding, due: due)
      due -= CreditAdviser.shared(rest, grant.rest)
      if due == 0 {
        let done = adjustments(grant.finding)
        return CreditAdvice(done: done, doneCredits: given(done))
      }
    }
    return adjusting(
      finding, by: due,
      right: CorrectedEvent(event: finding.event, credits: Int64(clamping: expected)))
  }

  /// The credits of a grant that differ from its terms, and the money that does.
  func terms(_ finding: CreditFinding) -> CreditAdvice {
    guard
      case .terms(let expected, _, let expectedMoney, let foundMoney) = finding.detail
    else { return CreditAdvice() }
    var right = CorrectedEvent(event: finding.event, credits: Int64(clamping: expected))
    if finding.check == .packageDiffers { right.expiresAt = packageEnd(finding) }
    let overpaid = foundMoney - expectedMoney
    let part = refundedPart(finding, overpaid: overpaid)
    if hasCorrected(part, finding, overpaid: overpaid) {
      return CreditAdvice(done: part.events, doneCredits: -given(part.events))
    }
    var due = part.left(of: -finding.credits)
    // The refunds would have taken their part of the right credits.
    let fair = part.events.filter { refund in
      event(refund).credits > 0
        && !audit.findings.contains { $0.event == refund && $0.check == .clawbackDiffers }
    }
    right.others = rightRefunds(fair, expected: expected, found: expected + finding.credits)
    let rest = due - given(adjustments(finding), for: finding, due: due)
    due -= CreditAdviser.shared(rest, needed(byRefunds: part.events))
    var advice = adjusting(finding, by: due, right: right, isRefunded: !part.events.isEmpty)
    if due == 0, finding.credits != 0, advice.done.isEmpty {
      advice.done = part.events
      advice.doneCredits = -given(part.events)
    }
    let isStated = audit.ledger.terms(of: event(finding.event)).statedPaid != nil
    // A top-up without a payment was given away; a change of plan without one may have been paid for elsewhere.
    advice.isMoneyUnstated = !isStated && finding.check == .prorationDiffers
    return returning(overpaid, finding, advice)
  }

  /// The microcredits of refunds of a grant, had it had the right credits.
  private func rightRefunds(_ refunds: [UInt32], expected: Int128, found: Int128) -> [UInt32: Int64]
  {
    var right: [UInt32: Int64] = [:]
    for index in refunds {
      let credits = Quotient.floor(Int128(event(index).credits), times: expected, over: found)
      right[index] = credits.map { Int64(clamping: $0) }
    }
    return right
  }

  /// The instant at which the credits of a package expire; nil if the book lacks it.
  private func packageEnd(_ finding: CreditFinding) -> Int64? {
    guard let books = audit.end?.books else { return nil }
    let (row, name) = (event(finding.event), audit.ledger.text(.package, of: event(finding.event)))
    let package = books.topUps.package(audit.names.name(name), at: row.instant)
    return package.map { package in
      package.validDays.map { InstantAfterDays.instant($0, after: row.at) } ?? .max
    }
  }

  /// An adjust that names the finding's event in its reason, less the adjusts that already do.
  ///
  /// - Parameters:
  ///   - due: the microcredits by which the event was wrong.
  ///   - account: the account that it was wrong for; nil is that of the finding.
  ///   - right: the event as it should have been: a second replay tells the part of `due` that has not expired since.
  ///   - isRefunded: true if a refund returned a part of the payment, so that even `due` of 0 may need an adjust.
  func adjusting(
    _ finding: CreditFinding, by due: Int128, of account: UInt32? = nil,
    right: CorrectedEvent? = nil, isRefunded: Bool = false
  ) -> CreditAdvice {
    if finding.event == CreditEvent.none { return CreditAdvice() }
    // Adjusts may have taken credits that a refund then took again.
    if due == 0 && (!isRefunded || adjustments(finding).isEmpty) { return CreditAdvice() }
    if let undone = undone(finding) { return undoing(finding, undone) }
    let account = account ?? finding.account
    let done = adjustments(finding, of: account)
    let given = given(done, for: finding, due: due)
    // Adjusts for more events gave this for the others.
    let others = self.given(done) - given
    var advice = CreditAdvice(done: done, doneCredits: self.given(done))
    var (rest, end) = (due - given, Int64.max)
    if rest != 0, let books = audit.end?.books, var right {
      right.without = Set(done)
      let effect = CorrectedReplay(audit, books, account: account).effect(of: right)
      let balance = effect.balance + others
      let usable = rest > 0 ? max(0, min(rest, balance)) : min(0, max(rest, balance))
      advice.expired = rest - usable
      (rest, end) = (usable, effect.expiresAt)
    }
    return adding(rest, to: advice, account: account, expiresAt: end, .reason(finding.eventID))
  }

  /// The correction of an event that was reversed, and of what adjusts gave for it.
  ///
  /// The reverse of a payment refund gives back all of its credits: those of adjusts are then given twice.
  private func undoing(_ finding: CreditFinding, _ reversal: UInt32) -> CreditAdvice {
    let adjusts = event(finding.event).kind == .paymentRefund ? adjustments(finding) : []
    let given = given(adjusts, for: finding, due: 0)
    if given == 0 { return CreditAdvice(done: [reversal] + adjusts) }
    return adding(
      -given, to: CreditAdvice(done: adjusts, doneCredits: given), account: finding.account,
      .reason(finding.eventID))
  }

  /// Adds an adjust of microcredits that are owed; of credits to be taken, no more than the account has.
  func adding(
    _ rest: Int128, to advice: CreditAdvice, account: UInt32, expiresAt: Int64 = .max,
    _ reference: AdvisedEvent.Reference
  ) -> CreditAdvice {
    var advice = advice
    advice.owed = rest
    let credits = max(rest, -available(account))
    advice.lacking = credits - rest
    if credits != 0 {
      advice.events = [
        AdvisedEvent(
          .adjust, account, credits, reference, expiresAt: credits > 0 ? expiresAt : .max)
      ]
    }
    return advice
  }

  /// The record of an expiry, with the id by which the replay knows the grant.
  func expire(_ finding: CreditFinding) -> CreditAdvice {
    let id = grant(of: finding.event)?.id ?? event(finding.event).eventID
    let adjusts = adjustments(finding)
    if adjusts.isEmpty, let end = ended.end[finding] { return CreditAdvice(end: end) }
    let expire = AdvisedEvent(.expire, finding.account, finding.credits, .grant(id))
    return CreditAdvice(
      events: replacing(adjusts) + [expire], owed: -finding.credits - given(adjusts),
      done: adjusts, doneCredits: given(adjusts))
  }

  /// The money of payment refunds above their payment, and the refunds of it: credits do not make up for it.
  func refundedTwice(_ finding: CreditFinding) -> CreditAdvice {
    if let undone = undone(finding) {
      // Where the event took other credits than it should, that finding has the adjusts for it.
      return clawback(at: finding) == nil
        ? undoing(finding, undone) : CreditAdvice(done: [undone])
    }
    if let other = otherUndone(finding) { return other }
    return CreditAdvice(
      events: [reverse(of: finding)] + replacing(adjustments(finding)), isChoice: true,
      owedMoney: -finding.usd)
  }

  /// The finding of the credits that a payment refund took; nil if they are right.
  private func clawback(at finding: CreditFinding) -> CreditFinding? {
    audit.findings.first { $0.check == .clawbackDiffers && $0.event == finding.event }
  }

  /// Returns the applied reverse of the finding's event; nil without one.
  package func reversal(of finding: CreditFinding) -> UInt32? {
    finding.event == CreditEvent.none ? nil : undone(finding)
  }

  /// True if the event of a finding returned more money than was paid, and has not been reversed.
  package func isRefundedTwice(_ finding: CreditFinding) -> Bool {
    finding.event != CreditEvent.none && undone(finding) == nil
      && audit.findings.contains {
        $0.check == .paymentRefundAbovePayment && $0.event == finding.event && !$0.isCorrected
      }
  }

  /// The end of the first grant of a refunded payment whose credits a reverse would not restore; nil if it would.
  package func endOfRefunded(_ finding: CreditFinding) -> Int64? {
    let (account, payment) = (finding.account, event(finding.event).subject)
    return audit.end?.grants.first {
      $0.revoked > 0 && !$0.isLive && audit.played.accounts[Int($0.account)] == account
        && audit.ledger.terms(of: event($0.event)).payment == payment
    }?.endedAt
  }

  /// The correction where an earlier refund of the payment was reversed instead of this one; nil where none was.
  private func otherUndone(_ finding: CreditFinding) -> CreditAdvice? {
    let payment = event(finding.event).subject
    let refunds = audit.played.order.filter {
      event($0).kind == .paymentRefund && event($0).account == finding.account
        && event($0).subject == payment && isApplied($0)
    }
    func money(_ events: [UInt32]) -> Int128 { events.reduce(0) { $0 + paid(of: $1) } }
    let reversals = refunds.filter { isReversed($0) }.flatMap { refund in
      (reverses[event(refund).eventID] ?? []).filter {
        isApplied($0) && event($0).at >= finding.at && event($0).account == finding.account
      }
    }
    let rest = money(refunds.filter { !isReversed($0) })
    let granted = audit.played.order.filter {
      [.grant, .reset, .planChange].contains(event($0).kind) && isApplied($0)
        && audit.ledger.terms(of: event($0)).payment == payment
    }
    if reversals.isEmpty || rest > money(granted) { return nil }
    // The reversed refund gave back its credits; this one should have taken as many.
    let restored = refunds.filter { isReversed($0) && $0 != finding.event }.reduce(Int128(0)) {
      $0 + Int128(event($1).credits)
    }
    let due = min(0, Int128(event(finding.event).credits) - restored)
    var advice = adjusting(finding, by: due)
    advice.done = (reversals + advice.done).sorted { (event($0).at, $0) < (event($1).at, $1) }
    return advice
  }

  /// The applied payment refunds of a finding's payment before its event, in the order of the replay.
  package func earlierRefunds(_ finding: CreditFinding) -> [UInt32] {
    guard finding.event != CreditEvent.none else { return [] }
    let row = event(finding.event)
    return Array(
      audit.played.order.prefix { $0 != finding.event }.filter {
        event($0).kind == .paymentRefund && event($0).account == row.account
          && event($0).subject == row.subject && isApplied($0)
          && !(reverses[event($0).eventID] ?? []).contains { isApplied($0) }
      })
  }
}
