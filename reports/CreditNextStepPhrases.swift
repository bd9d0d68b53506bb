import Credits
import Ledger

/// The parts of a next step: records, amounts, and the reasons for which less is to be recorded.
extension CreditNextStep {
  /// Returns who owes what until then: `2 credits (0.02 USD) to the customer`; nil where nothing is owed.
  package func owed(_ finding: CreditFinding) -> String? {
    if let fault = words.fault(finding) { return owed(fault) }
    let advice = advice(finding)
    if advice.isEventMissing { return "not known: an event is probably missing in the export" }
    let account = advice.events.first?.account ?? adviser.debtor(finding)
    let customer =
      account == finding.account || finding.check == .allocationDiffers
      ? "the customer" : "the customer of \(words.text(account))"
    if let recorded = advice.recorded {
      switch recorded.kind {
      case .ran: return "nothing: the export lacks the reset"
      case .caughtUp, .madeUp:
        return "nothing: the recorded balance is what it would be with the reset"
      case .unclear:
        return "not known: a reset is missing, and the recorded balance differs by another amount"
      case .kept: break
      }
    }
    if finding.check == .assertedBalanceDiffers, !finding.isCorrected {
      return "not known: the event only states a balance"
    }
    var parts: [String] = []
    if advice.owed != 0 {
      parts.append(
        "\(magnitude(advice.owed))\(worth(advice.owed, finding)) "
          + "\(advice.owed > 0 ? "to" : "by") \(customer)" + atStake(advice.owed, finding))
    } else if advice.expired != 0 && !advice.isChoice {
      parts.append("no credits now: \(expired(advice))")
    } else if advice.lost != 0 {
      parts.append("no credits now: \(magnitude(advice.lost)) would expire at once")
    }
    if advice.owedMoney != 0 {
      parts.append(
        "\(money(advice.owedMoney)) \(advice.owedMoney > 0 ? "to" : "by") \(customer)"
          + (advice.isMoneyUnstated
            ? advice.owedMoney > 0 ? " if it was paid" : " unless it was paid" : ""))
    }
    if parts.isEmpty { return nil }
    let text = parts.joined(separator: "; ")
    return advice.isOwedUnknown ? "not known; \(text) if no event is missing in the export" : text
  }

  /// `, of the 88 credits (0.88 USD) of the coupon, which audit-findings.csv states`; empty where both are the same.
  private func atStake(_ owed: Int128, _ finding: CreditFinding) -> String {
    finding.check != .couponValueDiffers || abs(owed) == abs(finding.credits)
      ? ""
      : ", of the \(magnitude(finding.credits))\(worth(abs(finding.credits), finding)) that the coupon granted: "
        + "audit-findings.csv states all of them"
  }

  // MARK: Records

  /// Returns `Give 6 credits back: record a refund event of 6 credits for acc with request_id q`, with its period.
  func record(_ advice: CreditAdvice) -> String {
    let lead: String? =
      switch advice.events.first?.kind {
      case .refund, .reverse:
        advice.owed == 0
          ? nil : "\(advice.owed > 0 ? "Give" : "Take") \(magnitude(advice.owed)) back: "
      default: nil
      }
    let records = records(advice.events)
    return before(advice) + (lead.map { "\($0)record \(records)." } ?? "Record \(records).")
  }

  /// The events, with a note where no actor may write one.
  func records(_ events: [AdvisedEvent]) -> String {
    let texts = events.map(event).joined(separator: " and ")
    return events.contains { $0.actor == .nobody }
      ? texts + " (permissions.csv allows it to no actor: add a row first)" : texts
  }

  /// A sentence on what was done before; empty without it.
  func before(_ advice: CreditAdvice) -> String {
    advice.done.isEmpty || advice.doneCredits == 0 ? "" : done(advice) + ". "
  }

  /// `an adjust event of -81 credits for p-04, with e-9 in its reason`.
  func event(_ event: AdvisedEvent) -> String {
    let article = "aeio".contains(event.kind.word.first ?? "-") ? "an" : "a"
    let noun = "\(article) \(event.kind.word) event"
    if case .reverses(let id) = event.reference {
      return "\(noun) for \(words.text(id))" + list(actor(event))
    }
    let amount = event.credits.map { " of \(credits($0))" } ?? ""
    var isApart = false
    if case .reason = event.reference { isApart = true }
    let columns = columns(event)
    return "\(noun)\(amount) for \(words.text(event.account))"
      + (isApart ? "," : "") + list(columns + ends(event) + actor(event))
      + (event.at.map { ", dated \(CreditEvidence.instant($0))" } ?? "")
  }

  private func columns(_ event: AdvisedEvent) -> [String] {
    switch event.reference {
    case .none where event.kind == .adjust: ["a reason"]
    case .none, .reverses: []
    case .request(let id) where event.kind == .adjust:
      ["request_id \(words.text(id))", "a reason"]
    case .request(let id): ["request_id \(words.text(id))"]
    case .grant(let id): ["grant_id \(words.text(id))"]
    case .reservation(let id), .settlement(let id, request: CreditNames.blank):
      ["reservation_id \(words.text(id))"]
    case .settlement(let id, let request):
      ["reservation_id \(words.text(id))", "request_id \(words.text(request))"]
    case .transfer(let id, let counterparty):
      ["transfer_id \(words.text(id))", "counterparty_account_id \(words.text(counterparty))"]
    case .newTransfer(let counterparty):
      ["a new transfer_id for both", "counterparty_account_id \(words.text(counterparty))"]
    case .reason(let id): ["\(words.text(id)) in its reason"]
    case .source(let source): ["source \(source.word)"]
    case .plan(let plan): ["plan \(words.text(plan))"]
    }
  }

  private func ends(_ event: AdvisedEvent) -> [String] {
    [
      event.expiresAt == .max ? nil : "expires_at \(CreditEvidence.instant(event.expiresAt))",
      event.effectiveAt == .min
        ? nil : "effective_at \(CreditEvidence.instant(event.effectiveAt))",
    ].compactMap(\.self)
  }

  private func actor(_ event: AdvisedEvent) -> [String] {
    switch event.actor {
    case .anyone, .nobody: []
    case .named(let name): ["actor \(name)"]
    }
  }

  /// ` with a, b and c`; empty without parts.
  private func list(_ parts: [String]) -> String {
    guard let last = parts.last else { return "" }
    return " with "
      + (parts.count == 1
        ? last : parts.dropLast().joined(separator: ", ") + " and " + last)
  }

  /// `f-6 gave 6 credits back at 2026-02-26T10:00:00Z`.
  func done(_ advice: CreditAdvice) -> String {
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

  // MARK: Less than the whole amount

  /// True if something keeps a part of the amount from being recorded.
  func isLimited(_ advice: CreditAdvice) -> Bool {
    advice.expired != 0 || advice.lacking != 0 || advice.lost != 0
  }

  /// The record, as far as it is to be made, and the finding after it.
  func adjusted(_ finding: CreditFinding, _ advice: CreditAdvice) -> String {
    limited(finding, advice) + afterwards(finding, advice)
  }

  /// The record, as far as it is to be made.
  func limited(_ finding: CreditFinding, _ advice: CreditAdvice) -> String {
    if advice.lost != 0 { return refund(finding, advice) }
    if advice.events.isEmpty { return before(advice) + nothing(finding, advice) }
    var text = record(advice)
    if advice.lacking != 0 {
      text +=
        " The account has no more: take the other \(magnitude(advice.lacking)) from its next "
        + "grant the same way, or collect their price."
    }
    if advice.expired != 0 {
      text += " The other \(expired(advice)) by now."
    }
    return text
  }

  /// The reason for which nothing is to be recorded.
  private func nothing(_ finding: CreditFinding, _ advice: CreditAdvice) -> String {
    if advice.lacking == 0 {
      if advice.expired == 0 { return "Nothing to record." + stillOpen(finding) }
      let same =
        "Nothing to record: without the mistake the balance would be the same now, because the "
      return advice.expired < 0
        ? same + "\(expired(advice))."
        : same + "\(expired(advice)). The customer could not use them before; "
          + "whether to make up for that is your decision"
          + (adviser.makingUp(finding, advice).map { ": \(correcting($0))" } ?? ".")
    }
    let account = words.text(adviser.giver(finding))
    let price = magnitude(advice.lacking)
    switch finding.check {
    case .requestWithoutDeduction:
      return "Nothing to record now: \(account) lacks \(price) for the deduct event of "
        + "\(magnitude(advice.owed)). Record it with request_id \(words.text(finding.request)) once the "
        + "account has them, or collect their price."
    case .transferUnbalanced where adviser.event(finding.event).kind == .transferIn:
      return "Nothing to record now: \(account) lacks \(price) for the transfer_out event of "
        + "\(magnitude(advice.owed)). Record it once the account has them, or record "
        + "an adjust event of -\(magnitude(advice.owed)) for \(words.text(finding.account)), with "
        + "\(words.text(finding.eventID)) in its reason."
    case .allocationDiffers:
      return "Nothing to record now: \(account) has no credits. Transfer \(price) once it has them."
        + asNoShare(advice)
    default: return "Nothing to record now: \(later(finding, advice))"
    }
  }

  /// `6 credits have expired`; of credits that the customer never had, `6 credits would have expired`.
  private func expired(_ advice: CreditAdvice) -> String {
    let verb =
      advice.expired > 0 ? "would have" : advice.expired == -1_000_000 ? "has" : "have"
    return "\(magnitude(advice.expired)) \(verb) expired"
  }

  /// The credits that the account does not have yet: `p-03 has no credits. Take 6 credits from its next grant by …`.
  func later(_ finding: CreditFinding, _ advice: CreditAdvice) -> String {
    let reference =
      [.chargedTwice, .deductionDiffers, .failedRequestCharged].contains(finding.check)
      ? "request_id \(words.text(finding.request)) and a reason"
      : "\(words.text(finding.eventID)) in its reason"
    return "\(words.text(adviser.giver(finding))) has no credits. Take "
      + "\(magnitude(advice.lacking)) from "
      + "its next grant by an adjust event with \(reference), or collect their price."
  }

  /// A refund of which some credits expire at once.
  private func refund(_ finding: CreditFinding, _ advice: CreditAdvice) -> String {
    if advice.events.isEmpty { return before(advice) + "Nothing to record: " + lost(advice) }
    if advice.owed == 0 {
      return before(advice) + "Record \(records(advice.events)): the finding disappears. "
        + "The balance does not change, because " + lost(advice)
    }
    return record(advice) + alsoLost(advice)
  }

  func lost(_ advice: CreditAdvice) -> String {
    "the \(magnitude(advice.lost)) came from grants that have expired, and under the setting "
      + "refund_expired "
      + "(lost) they expire at once."
  }

  func alsoLost(_ advice: CreditAdvice) -> String {
    advice.lost == 0
      ? ""
      : " Of these, \(magnitude(advice.lost)) expire at once: their grants have expired, and the setting "
        + "refund_expired is lost."
  }

  // MARK: Figures

  func credits(_ microcredits: Int128) -> String { words.credits(microcredits) }

  func magnitude(_ microcredits: Int128) -> String { credits(abs(microcredits)) }

  func money(_ attodollars: Int128) -> String {
    FullPrecisionText.money(Money(attodollars: abs(attodollars))) + " USD"
  }

  /// ` (0.02 USD)`; empty where the finding states another amount.
  func worth(_ microcredits: Int128, _ finding: CreditFinding) -> String {
    if finding.credits == 0 || finding.usd == 0 || finding.usd % finding.credits != 0 { return "" }
    if finding.check == .priceDiffers || advice(finding).owedMoney != 0 { return "" }
    return " (\(money(finding.usd / finding.credits * microcredits)))"
  }
}
