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
    // The reverse of an event that was not applied is not applied either.
    if CreditAdviser.refusals.contains(finding.check) { return text(finding, advice) }
    for event in advice.events where event.at == nil && !event.kind.isRecord {
      guard let closed = adviser.closedAt(event.account) else { continue }
      let account =
        event.account == finding.account
        ? "The account" : "The account \(words.text(event.account))"
      return text(finding, advice)
        + " \(account) was closed at \(CreditEvidence.instant(closed)), so the record has the warning "
        + "account_closed."
    }
    return text(finding, advice)
  }

  private func text(_ finding: CreditFinding, _ advice: CreditAdvice) -> String {
    if let cause = words.cause(finding) { return following(finding, cause) }
    if let agreed = agreed(finding) { return agreed }
    if advice.isDone { return done(advice) + ": nothing more to record." + stillOpen(finding) }
    if advice.end != nil || advice.start != nil { return ended(finding, advice) }
    switch finding.check {
    case .clawbackDiffers where advice.overpaid != nil: return overpaid(finding, advice)
    case let check where CreditAdviser.refusals.contains(check):
      if advice.misplaced != nil { return misplaced(finding, advice) }
      return finding.effect == 0
        ? unbooked(finding) : record(advice) + replaced(finding, advice) + returned(finding)
    case .expiryMissing where !advice.done.isEmpty:
      return record(advice) + replaced(finding, advice) + afterwards(finding)
    case .refundAboveDeduction, .expiryDiffers, .rolloverDiffers: return inSystem(finding, advice)
    case .recordedBalanceDiffers, .assertedBalanceDiffers: return unexplained(finding, advice)
    case .chargedTwice, .deductionDiffers, .failedRequestCharged: return charge(finding, advice)
    case .settleWithoutReservation: return unreserved(advice)
    case .deductionWithoutRequest: return withoutRequest(finding, advice)
    case .prorationDiffers, .packageDiffers, .priceDiffers: return atProvider(finding, advice)
    case .paymentRefundAbovePayment: return refundedTwice(finding, advice)
    case .resetMissing: return reset(finding, advice)
    case .reservationStale where advice.events.isEmpty:
      return "Nothing to record: the id was reserved again later, and a release would end that "
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
    let end = finding.isCorrected ? "It was corrected since." : "Correct that finding."
    let reason =
      words.hadCredits(finding)
      ? "The source system still had enough credits when it recorded the event."
      : "Without that, the balance would not have fallen below its limit."
    return "Nothing of its own: it follows from \(cause). \(reason) \(end)"
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
      return start + "the event states no balance_after, and Assay expects none of its kind to "
        + "change credits twice."
    }
    switch finding.check {
    case .refundWithoutDeduction:
      return start + "the system recorded the refund but gave no credits. Correct its request_id."
    case .reverseUnknown:
      return start
        + "the system changed no credits for it. Correct the event id in the column reverses."
    case .releaseWithoutReservation:
      return start + "a release that ends no hold changes no credits. Correct its reservation_id."
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
      : " The event also states that \(money(paid)) went back to the customer, of a payment that no "
        + "grant has: find the payment, or recover the money."
  }

  private func unexplained(_ finding: CreditFinding, _ advice: CreditAdvice) -> String {
    var lacking = ""
    if let recorded = advice.recorded {
      let due = CreditEvidence.instant(recorded.reset.at)
      if recorded.kind != .unclear {
        return "It belongs to the missing reset of \(due). " + reset(recorded.reset, advice)
      }
      lacking = " The account also lacks the reset of \(due), which may be a part of the cause."
    }
    if !advice.kept.isEmpty { return keptExpired(finding, advice) }
    if finding.check == .assertedBalanceDiffers, case .carried = finding.detail,
      words.isReplayed(finding)
    {
      return
        "Nothing to record for it: the event states the balance of the replay, and the recorded "
        + "balances before it differ. Correct the finding recorded_balance_differs before it."
    }
    let verb = advice.inSystem > 0 ? "lowered" : "raised"
    if finding.check == .assertedBalanceDiffers {
      return "Look for the event that \(verb) the stated balance by \(magnitude(advice.inSystem)): "
        + "export it if it was right. If no event did so, correct the balance in the source system, and "
        + "export a balance event with the right one: it ends the finding."
    }
    return "Look for the event that \(verb) the recorded balance by \(magnitude(advice.inSystem)): "
      + "export it if it was right. If no event did so, correct the balance in the source system; the "
      + "finding remains, as the recorded balance does." + lacking
  }

  private func charge(_ finding: CreditFinding, _ advice: CreditAdvice) -> String {
    guard let paid = advice.paid else { return finding.check.action }
    if advice.owed == 0 && advice.lost == 0 {
      return "The charges of the request add up to \(credits(paid.charge)), as the books state: "
        + "nothing to record."
    }
    let stays =
      finding.check == .deductionDiffers && !advice.events.isEmpty
      ? " The finding remains, because the first deduction remains as recorded." : ""
    if !advice.isChoice { return adjusted(finding, advice) + stays }
    return before(advice) + "The customer paid \(credits(paid.paid)) in the end, "
      + "\(magnitude(advice.owed)) less than the charge. Nothing to record if that was meant; "
      + "otherwise: " + limited(finding, advice) + stays
  }

  private func unreserved(_ advice: CreditAdvice) -> String {
    guard let paid = advice.paid else {
      return choiceOrAction(advice, .settleWithoutReservation, "the request never ran")
    }
    return paid.paid == paid.charge
      ? "The charge is the one that the books state: nothing to record. Find the reservation that the export lacks."
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
      let keep = "Nothing to record if the customer may keep what was used."
      return advice.events.isEmpty
        ? "\(keep) To charge it: \(later(finding, advice))"
        : "\(keep) Otherwise: \(limited(finding, advice))"
    }
    let takes = adviser.takes(finding.event)
    if advice.events.isEmpty {
      return takes
        ? "Nothing to record: " + lost(advice)
        : "Nothing to record: the credits have been used"
          + (advice.expired == 0 ? "." : " or have expired, and none is left to take back.")
    }
    return
      "Nothing to record if "
      + "\(takes ? "the credits were rightly taken" : "the customer keeps the credits")"
      + "; otherwise record \(records(advice.events))." + alsoLost(advice)
      + (advice.lacking == 0
        ? ""
        : " It takes what is left: \(magnitude(advice.lacking)) have been used, so it has the finding "
          + "reverse_after_use.")
  }

  /// Credits by an adjust, money at the payment provider.
  private func atProvider(_ finding: CreditFinding, _ advice: CreditAdvice) -> String {
    var parts: [String] = []
    if !advice.events.isEmpty || isLimited(advice) { parts.append(limited(finding, advice)) }
    if advice.isMoneyUnstated && advice.owedMoney < 0 {
      parts.append(
        "Charge \(money(advice.owedMoney)) unless the change was paid for; the event states no "
          + "payment.")
    } else if advice.owedMoney != 0 {
      let verb = advice.owedMoney > 0 ? "Return" : "Collect"
      let side = advice.owedMoney > 0 ? "to" : "from"
      parts.append(
        "\(verb) \(money(advice.owedMoney)) \(side) the customer at the payment provider; no credit "
          + "event states that, so the finding remains.")
    }
    if !advice.returned.isEmpty { parts.append(returned(advice)) }
    if !advice.repaid.isEmpty { parts.append(repaid(advice)) }
    if parts.isEmpty, finding.check == .packageDiffers, case .instant(let end) = finding.expected,
      case .instant(let found) = finding.found
    {
      let right = end == .max ? "never" : CreditEvidence.instant(end)
      let stated = found == .max ? "never" : CreditEvidence.instant(found)
      return "Nothing to record for the balance yet: the grant expires \(stated) instead of "
        + "\(right). "
        + "Correct its expires_at at the source."
    }
    return parts.isEmpty ? finding.check.action : parts.joined(separator: " ")
  }
}
