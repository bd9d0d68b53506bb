import Credits
import Ledger

/// The next steps of findings that need more than a record.
extension CreditNextStep {
  /// The replay never booked the credits, so an event that both sides book cannot put them right.
  func inSystem(_ finding: CreditFinding, _ advice: CreditAdvice) -> String {
    let correct = correction(finding)
    if !advice.events.isEmpty {
      let verb = advice.inSystem > 0 ? "give" : "take"
      return "\(done(advice)), but the replay never booked what that corrects. Record "
        + "\(records(advice.events)), \(verb) \(magnitude(advice.inSystem)) back in the source system "
        + "itself, without an event, and \(correct). The finding stays open until the balances are exported "
        + "again."
    }
    if advice.inSystem == 0 { return "Nothing for the balance: \(correct)." }
    let verb = advice.inSystem > 0 ? "Give" : "Take"
    return "\(verb) \(magnitude(advice.inSystem)) back in the source system itself, without an "
      + "event: the replay never booked them, so an adjust event would make the replay wrong. Then \(correct), and "
      + "export the balances again; the finding stays open until then."
  }

  /// A difference of the recorded balance that has ended, seen from its begin or its end.
  func ended(_ finding: CreditFinding, _ advice: CreditAdvice) -> String {
    let (start, end) = (advice.start ?? finding, advice.end ?? finding)
    let side = start.effect > 0 ? "too high" : "too low"
    let time = "from \(place(start)) to \(place(end))"
    return "Nothing to record: the recorded balance was \(magnitude(start.effect)) \(side) only "
      + "\(time). The source system corrected it without an event, or its credits ended."
  }

  /// A sentence on the finding after the record; empty where it disappears or more is to be done.
  func afterwards(_ finding: CreditFinding, _ advice: CreditAdvice) -> String {
    if advice.events.isEmpty { return "" }
    let corrected = " The finding then counts as corrected."
    let isAll = advice.inSystem == 0 && advice.lacking == 0
    switch finding.check {
    case .expiryMissing: return " The finding then becomes expiry_late."
    case .allowanceDiffers, .couponValueDiffers, .clawbackDiffers, .expiredEarly,
      .deductionDiffers, .resetMissing:
      return isAll ? corrected : ""
    case .planDiffers:
      let adjusts = advice.events.contains { $0.kind == .adjust }
      return isAll && adjusts && advice.owedMoney == 0 ? corrected : ""
    case .allocationDiffers: return asNoShare(advice)
    default: return ""
    }
  }

  /// A sentence on a transfer that makes up for a monthly share.
  func asNoShare(_ advice: CreditAdvice) -> String {
    let isAll = advice.expired == 0 && (advice.lacking == 0 || advice.events.isEmpty)
    return " Leave source blank: it is not the share of a month."
      + (isAll ? " The finding then counts as corrected." : " The finding stays open.")
  }

  /// `with an adjust event of 6 credits for acc, with e-7 in its reason, the finding counts as corrected; …`.
  func correcting(_ event: AdvisedEvent) -> String {
    "with \(records([event])), the finding counts as corrected; otherwise it stays open."
  }

  /// A difference that only the end of credits ended.
  func missingEvent(_ finding: CreditFinding) -> String {
    let otherwise =
      finding.check == .recordedBalanceDiffers
      ? "correct the balance in the source system" : correction(finding)
    return "An event is probably missing in the export: no event corrected the difference of "
      + "\(magnitude(finding.effect)), which disappeared only because credits ended. Look for the "
      + "event before \(place(finding)) in the source system, and export it again; record nothing "
      + "until then. "
      + "If the export lacks no event, \(otherwise)."
  }

  /// `e-7 (2026-08-01T00:00:00Z)`, without the id where there is none.
  func place(_ finding: CreditFinding) -> String {
    let time = CreditEvidence.instant(finding.at)
    return finding.event == CreditEvent.none ? time : "\(words.text(finding.eventID)) (\(time))"
  }

  /// `correct the credits of the event to 3 credits`; an event that should not be there is removed.
  private func correction(_ finding: CreditFinding) -> String {
    if case .credits(0) = finding.expected {
      return finding.check == .expiryDiffers
        ? "remove the event from the export (or correct its grant_id, if it belongs to another grant)"
        : "remove the event from the export"
    }
    return "correct the credits of the event to \(words.expected(finding))"
  }

  /// The reason for which an earlier adjust event is reversed as well; empty without one.
  func replaced(_ finding: CreditFinding, _ advice: CreditAdvice) -> String {
    if advice.done.isEmpty { return "" }
    let cause =
      finding.check == .expiryMissing
      ? "the replay let the credits expire itself"
      : "the replay never booked \(words.text(finding.eventID))"
    return
      " Record all of these events: \(cause), so without the reverse event it would apply only the "
      + "earlier adjust event."
  }

  /// A record that removed more than the grant had.
  func removedTwice(_ advice: CreditAdvice) -> String {
    advice.inSystem == 0
      ? ""
      : " The record also states \(magnitude(advice.inSystem)) that the grant did not have: give them back "
        + "in the source system itself, without an event."
  }

  /// A half of a transfer whose id an earlier one has, too.
  func shared(_ finding: CreditFinding, _ advice: CreditAdvice) -> String {
    guard let first = advice.sharedTransfer else { return finding.check.action }
    let other = adviser.event(finding.event).kind == .transferIn ? "transfer_out" : "transfer_in"
    let (id, earlier) = (words.text(finding.eventID), words.text(adviser.event(first).eventID))
    return
      "Record no \(other) event with transfer_id \(words.subject(finding)) yet: it would be matched with "
      + "\(earlier), which also lacks its other side. Record that of \(earlier) first, or give \(id) a "
      + "transfer_id of its own at its source."
  }

  /// A reset that a month lacks, with its fee.
  func reset(_ finding: CreditFinding, _ advice: CreditAdvice) -> String {
    let missing = missing(finding, advice)
    guard let recorded = advice.recorded else { return missing }
    switch recorded.kind {
    case .ran:
      return
        "The recorded balance has the credits of that reset, so the source system made it and the "
        + "export lacks it. Export it: \(records(advice.events)). Then nothing is owed, and the findings "
        + "disappear."
    case .caughtUp:
      return
        "The recorded balance is now what it would be with that reset, so nothing is owed; "
        + "the replay differs by \(magnitude(recorded.credits)). \(record(advice))"
        + forLedgerOnly(advice)
        + " Charge no fee for that month; return it if it was paid."
    case .madeUp:
      return
        "\(done(advice)). Now the recorded balance is what it would be with that reset, and "
        + "nothing is owed. The replay differs by \(magnitude(recorded.credits)). "
        + "Record \(records(advice.events))." + forLedgerOnly(advice)
    case .kept where advice.events.isEmpty && advice.expired != 0:
      return
        "Record no reset: its allowance of \(magnitude(advice.expired)) would have expired by now. "
        + "Charge no fee for that month; return it if it was paid."
        + oldAllowance(recorded)
    case .kept where advice.events.isEmpty && !advice.done.isEmpty:
      return "\(done(advice)), as much as that reset would have." + oldAllowance(recorded)
    case .kept:
      return missing + oldAllowance(recorded)
    case .unclear:
      return "First find the cause of the recorded balance: since that reset was due, it is "
        + "\(magnitude(recorded.credits)) \(recorded.credits < 0 ? "below" : "above") the replay. If the "
        + "reset never ran: \(missing)"
    }
  }

  /// A sentence on an event of credits that only the ledger lacks.
  func forLedgerOnly(_ advice: CreditAdvice) -> String {
    advice.events.contains { $0.isForLedgerOnly }
      ? " The source system already has these credits: record the event in the ledger only, with the recorded balance in "
        + "balance_after."
      : ""
  }

  /// A sentence on the credits of the allowance that a missing reset did not end.
  private func oldAllowance(_ recorded: RecordedReset) -> String {
    " The source system also has \(magnitude(recorded.credits)) "
      + "\(recorded.credits > 0 ? "too many" : "too few") because no reset ended the allowance before: "
      + "\(recorded.credits > 0 ? "take them" : "give them") back in that system, without an event."
  }

  /// A recorded balance with the credits of grants that have expired.
  func keptExpired(_ finding: CreditFinding, _ advice: CreditAdvice) -> String {
    let grants = advice.kept.prefix(3).map { words.text(adviser.event($0).eventID) }
    let names =
      grants.joined(separator: " and ") + (advice.kept.count > 3 ? " and others" : "")
    let start =
      "The difference is the \(magnitude(advice.owed)) of \(names) that expired: the source system kept them. "
    return advice.events.isEmpty
      ? start
        + "Take them back in that system as for its other expiries, without an event; "
        + "the finding is corrected once the next recorded balance excludes them."
      : start
        + "Run the expiry job, and record \(records(advice.events)): then the finding disappears."
  }

  private func missing(_ finding: CreditFinding, _ advice: CreditAdvice) -> String {
    guard let first = advice.events.first else {
      if advice.expired == 0 { return finding.check.action }
      let makingUp = adviser.makingUp(finding, advice).map {
        " Whether to make up for that is your decision: " + correcting($0)
      }
      return
        "Nothing to record: the allowance of \(magnitude(advice.expired)) would have expired by now. "
        + "Charge no fee for that month; return it if it was paid." + stillOpen(finding)
        + (makingUp ?? "")
    }
    let isReset = first.kind == .reset
    let fee =
      advice.owedMoney == 0
      ? advice.recorded?.kind == .kept
        ? " Charge no fee for that month; return it if it was paid." : ""
      : " Charge its fee of \(money(advice.owedMoney)) unless it was paid"
    let end =
      advice.owedMoney == 0
      ? ""
      : isReset
        ? "." : ", and state it as paid_usd of the \(advice.events.count > 1 ? "first " : "")grant."
    return limited(finding, advice)
      + (isReset
        ? " Do so before the month ends: then the finding disappears."
        : afterwards(finding, advice))
      + fee + end
  }

  /// A reset of another plan than the one in force.
  func planOfReset(_ finding: CreditFinding, _ advice: CreditAdvice) -> String {
    let (inForce, named) = (words.expected(finding), words.found(finding))
    if !advice.isChoice {
      let records =
        advice.events.isEmpty && !isLimited(advice) ? "" : " " + limited(finding, advice)
      return
        "The change to \(inForce) was due before the reset, so the reset should name that plan."
        + records + atProvider(advice, named) + afterwards(finding, advice)
    }
    let parts = [
      advice.otherwise.isEmpty ? nil : "record \(records(advice.otherwise))",
      advice.otherwiseMoney == 0
        ? nil
        : "\(advice.otherwiseMoney > 0 ? "return" : "collect") \(money(advice.otherwiseMoney)) "
          + "at the payment "
          + "provider" + ifPaid(advice, named),
    ].compactMap(\.self)
    let otherwise =
      parts.isEmpty
      ? "" : " If the plan is still \(inForce), " + parts.joined(separator: ", and ") + "."
    let lacking =
      advice.lacking == 0
      ? ""
      : " The account then lacks \(magnitude(advice.lacking)) that it has used: take them from its next "
        + "grant by an adjust event with \(words.text(finding.eventID)) in its reason, or collect their "
        + "price."
    return "If the customer changed to \(named), export the missing event, "
      + "\(records(advice.events)): "
      + "then nothing is owed." + otherwise + lacking
  }

  /// ` Return 30 USD to the customer.`; empty where no money is owed.
  private func atProvider(_ advice: CreditAdvice, _ named: String) -> String {
    let owed = advice.owedMoney
    if owed == 0 { return "" }
    return
      (owed > 0
      ? " Return \(money(owed)) to the customer" : " Collect \(money(owed)) from the customer")
      + ifPaid(advice, named) + "."
  }

  /// `, if the price of big was paid: …`; empty where the event states a payment.
  private func ifPaid(_ advice: CreditAdvice, _ named: String) -> String {
    advice.isMoneyUnstated
      ? ", if the price of \(named) was paid: the event states no payment" : ""
  }

  /// The first of two events for one fact was reversed instead of the second.
  func misplaced(_ finding: CreditFinding, _ advice: CreditAdvice) -> String {
    guard let reversal = advice.misplaced, case .earlier(let first) = finding.detail else {
      return finding.check.action
    }
    return "\(words.text(adviser.event(reversal).eventID)) reversed "
      + "\(words.text(adviser.event(first).eventID)) instead of \(words.text(finding.eventID)), which "
      + "the replay never booked. \(record(advice)) Record \(advice.events.count == 2 ? "both" : "all of them"): "
      + "then the replay counts these credits once, as the source system should."
  }

  /// A rollover without a record, which must have its own instant.
  func rollover(_ finding: CreditFinding, _ advice: CreditAdvice) -> String {
    let record =
      "xport the missing record, \(records(advice.events)) or up to 24 hours later; a later one "
      + "would belong to other credits."
    switch advice.rollover {
    case .lost(let difference):
      return "The recorded balance lacks \(magnitude(difference.effect)) from \(place(difference)) "
        + "on. If the source system let the credits of the rollover expire, give them back in that "
        + "system, without an event, because the replay kept them. Then e" + record
    case .kept:
      return "Nothing is owed: the account kept the credits. E" + record
    case .unknown, nil:
      return
        "No later balance_after that Assay compares shows whether the source system kept the credits; if it did "
        + "not, give them back there, without an event, because the replay kept them. Then e"
        + record
    }
  }
}
