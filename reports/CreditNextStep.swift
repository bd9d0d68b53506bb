import Credits
import Ledger

/// The next step of each finding of the credit ledger: the event to record, or what else puts it right.
package struct CreditNextStep {
  let adviser: CreditAdviser
  let words: CreditEvidence

  /// - Parameter requests: the requests of the usage ledger; nil without one.
  package init(_ audit: CreditAudit, requests: RequestCharges? = nil) {
    adviser = CreditAdviser(audit, requests: requests)
    words = CreditEvidence(audit)
  }

  /// Returns the correction of a finding.
  package func advice(_ finding: CreditFinding) -> CreditAdvice { adviser.advice(finding) }

  /// Returns the step, in a sentence or more.
  package func text(_ finding: CreditFinding) -> String {
    let advice = advice(finding)
    // The reverse event of an event that was not applied is not applied either.
    if CreditAdviser.refusals.contains(finding.check) { return text(finding, advice) }
    return text(finding, advice) + closed(finding, advice) + unknown(advice)
  }

  /// A sentence on a record for an account that was closed; empty for others.
  private func closed(_ finding: CreditFinding, _ advice: CreditAdvice) -> String {
    let events = advice.events + [adviser.makingUp(finding, advice)].compactMap(\.self)
    for event in events where event.at == nil && !event.kind.isRecord {
      guard let closed = adviser.closedAt(event.account) else { continue }
      let account =
        event.account == finding.account
        ? "The account" : "The account \(words.text(event.account))"
      return
        " \(account) was closed at \(CreditEvidence.instant(closed)), so the record has the warning "
        + "account_closed."
    }
    return ""
  }

  /// A sentence on a record for an account that accounts.csv lacks and no event has yet; empty for others.
  private func unknown(_ advice: CreditAdvice) -> String {
    guard let event = advice.events.first(where: { adviser.isUnknown($0.account) }) else {
      return ""
    }
    return
      " accounts.csv has no row for \(words.text(event.account)): add one first, or the record has "
      + "the warning account_unknown."
  }

  private func text(_ finding: CreditFinding, _ advice: CreditAdvice) -> String {
    if let cause = words.cause(finding) { return following(finding, cause) }
    if let fault = words.fault(finding) { return exporting(fault) }
    if let agreed = agreed(finding) { return agreed }
    if advice.isDone { return done(advice) + ": nothing more to record." + stillOpen(finding) }
    if advice.end != nil || advice.start != nil { return ended(finding, advice) }
    if advice.isEventMissing { return missingEvent(finding) }
    switch finding.check {
    case .clawbackDiffers where advice.overpaid != nil: return overpaid(finding, advice)
    case .clawbackDiffers where adviser.isRefundedTwice(finding) && !advice.events.isEmpty:
      return adjusted(finding, advice) + ifPaidOut(finding)
    case .clawbackDiffers where !advice.events.isEmpty,
      .paymentRefundAbovePayment where !advice.events.isEmpty:
      if let reversal = adviser.reversal(of: finding) {
        return givenTwice(finding, reversal, advice)
      }
      return finding.check == .clawbackDiffers
        ? adjusted(finding, advice) : refundedTwice(finding, advice)
    case .transferUnbalanced where advice.sharedTransfer != nil: return shared(finding, advice)
    case let check where CreditAdviser.refusals.contains(check):
      if advice.misplaced != nil { return misplaced(finding, advice) }
      return finding.effect == 0
        ? unbooked(finding) : record(advice) + replaced(finding, advice) + returned(finding)
    case .expiryMissing where !advice.done.isEmpty:
      return record(advice) + replaced(finding, advice) + afterwards(finding, advice)
    case .refundAboveDeduction, .expiryDiffers, .rolloverDiffers: return inSystem(finding, advice)
    case .recordedBalanceDiffers, .assertedBalanceDiffers: return unexplained(finding, advice)
    case .chargedTwice, .deductionDiffers, .failedRequestCharged: return charge(finding, advice)
    case .settleWithoutReservation: return unreserved(advice)
    case .deductionWithoutRequest: return withoutRequest(finding, advice)
    case .prorationDiffers, .packageDiffers, .priceDiffers: return atProvider(finding, advice)
    case .paymentRefundAbovePayment: return refundedTwice(finding, advice)
    case .resetMissing: return reset(finding, advice)
    case .reservationStale where advice.events.isEmpty:
      return
        "Nothing to record: the id was reserved again later, and a release event would end that "
        + "hold. Release expired holds automatically."
    case .planDiffers: return planOfReset(finding, advice)
    case .rolloverMissing: return rollover(finding, advice)
    case .accountClosed where isGivenBack(finding):
      return
        "Nothing to record if the event corrects an earlier one. "
        + "Otherwise find out who recorded it, or correct closed_at."
    case .expiredEarly:
      return advice.events.contains { $0.isForLedgerOnly }
        ? adjusted(finding, advice) + forLedgerOnly(advice)
        : adjusted(finding, advice) + removedTwice(advice)
    default:
      if advice.isChoice { return choice(finding, advice) }
      return isLimited(advice) || !advice.events.isEmpty
        ? adjusted(finding, advice) : finding.check.action
    }
  }

  /// Returns the step in a list of findings, after a space; empty where nothing is to be recorded or has been.
  package func recording(_ finding: CreditFinding) -> String {
    let advice = advice(finding)
    return advice.events.isEmpty && !advice.isDone && !isLimited(advice)
      ? "" : " Next: " + text(finding)
  }

  /// Returns who owes what and the step of an open finding in a list, after a space; empty for information.
  package func following(_ finding: CreditFinding) -> String {
    if finding.severity == .info { return "" }
    let owed = finding.isCorrected ? nil : owed(finding)
    return (owed.map { " Owed: \($0)." } ?? "") + " Next: " + text(finding)
  }

  /// True of an event that only undoes an earlier one.
  private func isGivenBack(_ finding: CreditFinding) -> Bool {
    if finding.event == CreditEvent.none { return false }
    return [.refund, .reverse, .release].contains(adviser.event(finding.event).kind)
  }

  // MARK: Sentences

  /// The balance that fell below its limit because of another finding.
  private func following(_ finding: CreditFinding, _ cause: String) -> String {
    if finding.check != .balanceBelowZero || finding.exportFault != CreditEvent.none {
      return "Nothing of its own: it follows from \(cause). Correct that finding first, then run "
        + "again."
    }
    let end = finding.isCorrected ? "It has since been corrected." : "Correct that finding."
    let reason =
      words.hadCredits(finding)
      ? "The source system still had enough credits when it recorded the event."
      : "Without that, the balance would not have fallen below its limit."
    return "Nothing for this finding itself: it follows from \(cause). \(reason) \(end)"
  }

  /// The later event after which a balance was right again; nil for other findings.
  private func agreed(_ finding: CreditFinding) -> String? {
    if !finding.isCorrected { return nil }
    let later = adviser.event(finding.correctedBy)
    let place = "\(words.text(later.eventID)) (\(CreditEvidence.instant(later.at)))"
    switch finding.check {
    case .balanceBelowZero:
      return
        "\(place) brought the balance back to its limit: nothing more to record. Check the balance "
        + "before each request."
    case .assertedBalanceDiffers:
      return "\(place) states the right balance: nothing more to record."
    default: return nil
    }
  }

  /// A sentence on the finding that leaves the account's recorded balance different; empty where both agree at the end.
  func stillOpen(_ finding: CreditFinding) -> String {
    guard let other = adviser.openDifference(beside: finding) else { return "" }
    let place =
      other.eventID == CreditNames.blank
      ? CreditEvidence.instant(other.at) : words.text(other.eventID)
    return " The recorded balance still differs because of \(other.check.rawValue) of \(place)."
  }

  /// The event changed nothing in the source system either.
  private func unbooked(_ finding: CreditFinding) -> String {
    let start = "Nothing for the balance: "
    if finding.event != CreditEvent.none,
      adviser.event(finding.event).stated == CreditEvent.noStated,
      [.reverse, .release].contains(adviser.event(finding.event).kind)
    {
      return start + "the event states no balance_after, and Assay assumes that the source "
        + "system does not apply such an event twice."
    }
    switch finding.check {
    case .refundWithoutDeduction:
      return start + "the system recorded the refund but gave no credits. Correct its request_id."
    case .reverseUnknown:
      return start
        + "the system changed no credits for it. Correct the event id in the column reverses."
    case .releaseWithoutReservation:
      return start
        + "a release event that ends no hold changes no credits. Correct its reservation_id."
    case .paymentRefundUnknown:
      return start + "the system took no credits. Correct its payment_id." + returned(finding)
    default: return start + "the system recorded the event twice but counted it once."
    }
  }

  /// A sentence on the money of a payment refund; empty for any other event.
  private func returned(_ finding: CreditFinding) -> String {
    guard finding.check == .paymentRefundUnknown else { return "" }
    let paid = adviser.paid(of: finding.event)
    return paid == 0
      ? ""
      : " The event also states that \(money(paid)) went back to the customer for a payment that no "
        + "grant states: find the payment, or recover the money."
  }

  private func unexplained(_ finding: CreditFinding, _ advice: CreditAdvice) -> String {
    var lacking = ""
    if let recorded = advice.recorded {
      let due = CreditEvidence.instant(recorded.reset.at)
      if recorded.kind != .unclear {
        return "It belongs to the missing reset of \(due). " + reset(recorded.reset, advice)
      }
      lacking = " The account also lacks the reset of \(due), which may be part of the cause."
    }
    if !advice.kept.isEmpty { return keptExpired(finding, advice) }
    if finding.check == .assertedBalanceDiffers, case .carried = finding.detail,
      words.isReplayed(finding)
    {
      let other = adviser.openDifference(carriedBy: finding)
      return
        "Nothing to record for it: the event states the balance of the replay, and the recorded "
        + "balances before it differ. Correct "
        + (other.map { "\($0.check.rawValue) of \(place($0))" } ?? "the findings") + " before it."
    }
    let verb = advice.inSystem > 0 ? "lowered" : "raised"
    if finding.check == .assertedBalanceDiffers {
      return "Look for the event that \(verb) the stated balance by \(magnitude(advice.inSystem)): "
        + "if it was right, export it. If no event did so, correct the balance in the source system, and "
        + "export a balance event with the right balance: it resolves the finding."
        + agreeing(finding)
    }
    return "Look for the event that \(verb) the recorded balance by \(magnitude(advice.inSystem)): "
      + "if it was right, export it. If no event did so, correct the balance in the source system; the "
      + "finding counts as corrected once a recorded balance agrees again." + lacking
  }

  private func charge(_ finding: CreditFinding, _ advice: CreditAdvice) -> String {
    guard let paid = advice.paid else { return finding.check.action }
    if advice.owed == 0 && advice.lost == 0 {
      return "The charges of the request add up to \(credits(paid.charge)), as the books state: "
        + "nothing to record."
    }
    if !advice.isChoice { return adjusted(finding, advice) }
    return before(advice) + "The customer paid \(credits(paid.paid)) in the end, "
      + "\(magnitude(advice.owed)) less than the charge. Nothing to record if that was intended; "
      + "otherwise: " + limited(finding, advice) + afterwards(finding, advice)
  }

  private func unreserved(_ advice: CreditAdvice) -> String {
    guard let paid = advice.paid else {
      return choiceOrAction(advice, .settleWithoutReservation, "the request never ran")
    }
    return paid.paid == paid.charge
      ? "The charge agrees with the books: nothing to record. Find the reservation that the export lacks."
      : "Find the reservation that the export lacks; explain REQUEST compares the charge."
  }

  private func withoutRequest(_ finding: CreditFinding, _ advice: CreditAdvice) -> String {
    if case .rejectedRow = finding.detail { return finding.check.action }
    return choiceOrAction(advice, .deductionWithoutRequest, "the request never ran")
  }

  private func choiceOrAction(_ advice: CreditAdvice, _ check: CreditCheck, _ condition: String)
    -> String
  {
    let find =
      check == .settleWithoutReservation
      ? "Find the missing reservation." : "Export the missing usage."
    if advice.events.isEmpty {
      return advice.lost == 0
        ? check.action
        : find + " A refund would give nothing: "
          + "" + lost(advice)
    }
    return find + " If \(condition), record \(records(advice.events))." + alsoLost(advice)
  }

  private func choice(_ finding: CreditFinding, _ advice: CreditAdvice) -> String {
    if finding.check == .reverseAfterUse {
      let keep = "Nothing to record if the customer may keep the used credits."
      return advice.events.isEmpty
        ? "\(keep) To charge it: \(later(finding, advice))"
        : "\(keep) Otherwise: \(limited(finding, advice))"
    }
    let takes = adviser.takes(finding.event)
    if advice.events.isEmpty {
      return takes
        ? "Nothing to record: " + lost(advice)
        : "Nothing to record: the credits have been used"
          + (advice.expired == 0 ? "." : " or have expired, so none can be taken back.")
    }
    return
      "Nothing to record if "
      + "\(takes ? "the credits were rightly taken" : "the customer keeps the credits")"
      + "; otherwise record \(records(advice.events))." + alsoLost(advice)
      + (advice.lacking == 0
        ? ""
        : " It takes only the remainder: \(magnitude(advice.lacking)) have been used, so it has the finding "
          + "reverse_after_use.")
  }
}
