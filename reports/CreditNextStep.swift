import Credits
import Ledger

/// The next step of each finding of the credit ledger: the event to record, or what else puts it right.
package struct CreditNextStep {
  private let adviser: CreditAdviser
  private let words: CreditEvidence

  /// - Parameter requests: the requests of the usage ledger; nil without one.
  package init(_ audit: CreditAudit, requests: RequestCharges? = nil) {
    adviser = CreditAdviser(audit, requests: requests)
    words = CreditEvidence(audit)
  }

  /// Returns the correction of a finding.
  package func advice(_ finding: CreditFinding) -> CreditAdvice { adviser.advice(finding) }

  /// Returns who owes what until then: `2 credits (0.02 USD) to the customer`; nil where nothing is owed.
  package func owed(_ finding: CreditFinding) -> String? {
    let advice = advice(finding)
    let account = advice.events.first?.account ?? finding.account
    let customer =
      account == finding.account ? "the customer" : "the customer of \(words.text(account))"
    var parts: [String] = []
    if advice.owed != 0 {
      parts.append(
        "\(magnitude(advice.owed))\(worth(advice.owed, finding)) "
          + "\(advice.owed > 0 ? "to" : "by") \(customer)")
    }
    if advice.owedMoney != 0 {
      parts.append(
        "\(money(advice.owedMoney)) \(advice.owedMoney > 0 ? "to" : "by") \(customer)")
    }
    return parts.isEmpty ? nil : parts.joined(separator: "; ")
  }

  /// Returns the step, in a sentence or more.
  package func text(_ finding: CreditFinding) -> String {
    let advice = advice(finding)
    if advice.isDone { return done(advice) + ": nothing more to record." }
    switch finding.check {
    case let check where CreditAdviser.refusals.contains(check):
      return finding.effect == 0 ? unbooked(finding) : record(advice) + returned(finding)
    case .refundAboveDeduction, .expiryDiffers, .rolloverDiffers: return inSystem(finding, advice)
    case .recordedBalanceDiffers, .assertedBalanceDiffers: return unexplained(finding, advice)
    case .chargedTwice, .deductionDiffers, .failedRequestCharged: return charge(finding, advice)
    case .settleWithoutReservation: return unreserved(advice)
    case .deductionWithoutRequest: return withoutRequest(finding, advice)
    case .prorationDiffers, .packageDiffers, .priceDiffers, .paymentRefundAbovePayment:
      return atProvider(finding, advice)
    default:
      if advice.events.isEmpty { return finding.check.action }
      return advice.isChoice ? choice(finding, advice) : record(advice) + afterwards(finding)
    }
  }

  /// Returns the step in a list of findings, after a space; empty where nothing is to be recorded or has been.
  package func recording(_ finding: CreditFinding) -> String {
    let advice = advice(finding)
    return advice.events.isEmpty && !advice.isDone ? "" : " Next: " + text(finding)
  }

  // MARK: Sentences

  /// Returns `Give 6 credits back: record a refund of 6 credits for acc with request_id q`, with its period.
  private func record(_ advice: CreditAdvice) -> String {
    let lead: String? =
      switch advice.events.first?.kind {
      case .refund, .reverse:
        advice.owed == 0
          ? nil : "\(advice.owed > 0 ? "Give" : "Take") \(magnitude(advice.owed)) back: "
      default: nil
      }
    let records = advice.events.map(event).joined(separator: " and ")
    return before(advice) + (lead.map { "\($0)record \(records)." } ?? "Record \(records).")
  }

  /// A sentence on what was done before; empty without it.
  private func before(_ advice: CreditAdvice) -> String {
    advice.done.isEmpty || advice.doneCredits == 0 ? "" : done(advice) + ". "
  }

  /// `an adjust of -81 credits for p-04, with e-9 in its reason`.
  private func event(_ event: AdvisedEvent) -> String {
    let article = "aeio".contains(event.kind.word.first ?? "-") ? "an" : "a"
    let noun = "\(article) \(event.kind.word) event"
    let amount = event.credits.map { " of \(credits($0))" } ?? ""
    let account = " for \(words.text(event.account))"
    switch event.reference {
    case .reverses(let id): return "\(noun) for \(words.text(id))"
    case .request(let id) where event.kind == .adjust:
      return "\(noun)\(amount)\(account) with request_id \(words.text(id)) and a reason"
    case .request(let id): return "\(noun)\(amount)\(account) with request_id \(words.text(id))"
    case .grant(let id): return "\(noun)\(amount)\(account) with grant_id \(words.text(id))"
    case .reservation(let id): return "\(noun)\(account) with reservation_id \(words.text(id))"
    case .transfer(let id, let counterparty):
      return "\(noun)\(amount)\(account) with transfer_id \(words.text(id)) and "
        + "counterparty_account_id \(words.text(counterparty))"
    case .reason(let id): return "\(noun)\(amount)\(account), with \(words.text(id)) in its reason"
    case .source(let source):
      return
        "\(noun)\(amount)\(account) with source \(source.word) and the expires_at of that reset"
    }
  }

  /// `f-6 gave 6 credits back at 2026-02-26T10:00:00Z`.
  private func done(_ advice: CreditAdvice) -> String {
    let events = advice.done.map { adviser.event($0) }
    let ids = events.prefix(3).map { words.text($0.eventID) }
    let names =
      events.count > 3
      ? ids.joined(separator: ", ") + " and others" : ids.joined(separator: " and ")
    let isBack = events.allSatisfy { $0.kind == .refund || $0.kind == .reverse }
    let amount = magnitude(advice.doneCredits) + (isBack ? " back" : "")
    let verb =
      advice.doneCredits == 0
      ? "undid it" : "\(advice.doneCredits > 0 ? "gave" : "took") \(amount)"
    let time = events.count == 1 ? " at \(CreditEvidence.instant(events[0].at))" : ""
    return "\(names) \(verb)\(time)"
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

  /// The replay never booked the credits, so an event that both sides book cannot put them right.
  private func inSystem(_ finding: CreditFinding, _ advice: CreditAdvice) -> String {
    if advice.inSystem == 0 {
      return "Nothing for the balance: correct the credits of the event at its source."
    }
    let verb = advice.inSystem > 0 ? "Give" : "Take"
    return "\(verb) \(magnitude(advice.inSystem)) back in the source system itself, without an "
      + "event: the replay never booked them, so an adjust event would make it wrong. Then correct the "
      + "credits of the event to \(words.expected(finding)) and export the balances again; the "
      + "finding stays until then."
  }

  private func unexplained(_ finding: CreditFinding, _ advice: CreditAdvice) -> String {
    let verb = advice.inSystem > 0 ? "lowered" : "raised"
    return "Look for the event that \(verb) the recorded balance by \(magnitude(advice.inSystem)): "
      + "export it if it was right. If no event did so, correct the balance in the source system; the "
      + "finding stays, as the recorded balance does."
  }

  private func charge(_ finding: CreditFinding, _ advice: CreditAdvice) -> String {
    guard let paid = advice.paid else { return finding.check.action }
    if advice.owed == 0 {
      return "The charges of the request add up to \(credits(paid.charge)), as the books state: "
        + "nothing to record."
    }
    let stays =
      finding.check == .deductionDiffers
      ? " The finding stays, because the first deduction stays as recorded." : ""
    if !advice.isChoice { return record(advice) + stays }
    return before(advice) + "The customer paid \(credits(paid.paid)) in the end, "
      + "\(magnitude(advice.owed)) less than the charge. Unless that was meant, record "
      + advice.events.map(event).joined(separator: " and ") + "."
  }

  private func unreserved(_ advice: CreditAdvice) -> String {
    guard let paid = advice.paid else {
      return choiceOrAction(advice, .settleWithoutReservation, "the request never ran")
    }
    return paid.paid == paid.charge
      ? "The charge is the one that the books state: nothing to record. Find the reservation that the export "
        + "lacks."
      : "Find the reservation that the export lacks; explain REQUEST compares the charge."
  }

  private func withoutRequest(_ finding: CreditFinding, _ advice: CreditAdvice) -> String {
    if case .rejectedRow = finding.detail { return finding.check.action }
    return choiceOrAction(advice, .deductionWithoutRequest, "the request never ran")
  }

  private func choiceOrAction(_ advice: CreditAdvice, _ check: CreditCheck, _ condition: String)
    -> String
  {
    advice.events.isEmpty
      ? check.action
      : check == .settleWithoutReservation
        ? "Find the missing reservation. If \(condition), record "
          + advice.events.map(event).joined(separator: " and ") + "."
        : "Export the missing usage. If \(condition), record "
          + advice.events.map(event).joined(separator: " and ") + "."
  }

  private func choice(_ finding: CreditFinding, _ advice: CreditAdvice) -> String {
    let record = advice.events.map(event).joined(separator: " and ")
    return finding.check == .reverseAfterUse
      ? "Nothing to record if the customer may keep what was used; otherwise record \(record)."
      : adviser.takes(finding.event)
        ? "Nothing to record if the credits were rightly taken; otherwise record \(record)."
        : "Nothing to record if the customer keeps the credits; otherwise record \(record)."
  }

  /// Credits by an adjust, money at the payment provider.
  private func atProvider(_ finding: CreditFinding, _ advice: CreditAdvice) -> String {
    var parts: [String] = []
    if !advice.events.isEmpty { parts.append(record(advice)) }
    if advice.owedMoney != 0 {
      let verb = advice.owedMoney > 0 ? "Return" : "Collect"
      let side = advice.owedMoney > 0 ? "to" : "from"
      parts.append(
        "\(verb) \(money(advice.owedMoney)) \(side) the customer at the payment provider; no credit "
          + "event states that, so the finding stays.")
    }
    if case .terms(_, _, let expected, _) = finding.detail, finding.check == .prorationDiffers,
      advice.owedMoney == 0, expected > 0,
      adviser.paid(of: finding.event) == 0
    {
      parts.append("Charge \(money(expected)) unless the change was paid for.")
    }
    return parts.isEmpty ? finding.check.action : parts.joined(separator: " ")
  }

  /// A sentence on the finding after the record; empty where it disappears.
  private func afterwards(_ finding: CreditFinding) -> String {
    switch finding.check {
    case .expiryMissing: " The finding then becomes expiry_late."
    case .allowanceDiffers, .couponValueDiffers, .clawbackDiffers, .expiredEarly, .resetMissing:
      " The finding stays."
    default: ""
    }
  }

  // MARK: Figures

  private func credits(_ microcredits: Int128) -> String { words.credits(microcredits) }

  private func magnitude(_ microcredits: Int128) -> String { credits(abs(microcredits)) }

  private func money(_ attodollars: Int128) -> String {
    FullPrecisionText.money(Money(attodollars: abs(attodollars))) + " USD"
  }

  /// ` (0.02 USD)`; empty where the finding states another amount.
  private func worth(_ microcredits: Int128, _ finding: CreditFinding) -> String {
    if finding.credits == 0 || finding.usd == 0 || finding.usd % finding.credits != 0 { return "" }
    if finding.check == .priceDiffers || advice(finding).owedMoney != 0 { return "" }
    return " (\(money(finding.usd / finding.credits * microcredits)))"
  }
}
