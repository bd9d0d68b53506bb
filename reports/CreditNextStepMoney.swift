import Credits
import Ledger

/// The next steps of findings about money, which no credit event moves.
extension CreditNextStep {
  /// Credits by an adjust event, money at the payment provider.
  func atProvider(_ finding: CreditFinding, _ advice: CreditAdvice) -> String {
    var parts: [String] = []
    if !advice.events.isEmpty || isLimited(advice) {
      parts.append(limited(finding, advice))
    } else if !advice.done.isEmpty {
      parts.append(done(advice) + ".")
    }
    if advice.isMoneyUnstated && advice.owedMoney < 0 {
      parts.append(
        "Charge \(money(advice.owedMoney)) unless the change was paid for; the event states no "
          + "payment.")
    } else if advice.owedMoney != 0 {
      let verb = advice.owedMoney > 0 ? "Return" : "Collect"
      let side = advice.owedMoney > 0 ? "to" : "from"
      parts.append(
        "\(verb) \(money(advice.owedMoney)) \(side) the customer at the payment provider; no credit "
          + "event states that, so the finding stays open.")
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

  /// The refunds of a payment that together exceed it.
  func refundedTwice(_ finding: CreditFinding, _ advice: CreditAdvice) -> String {
    let earlier = adviser.earlierRefunds(finding)
    let events = earlier.suffix(3).map {
      "\(words.text(adviser.event($0).eventID)) returned \(money(adviser.paid(of: $0)))"
    }
    let id = words.text(finding.eventID)
    let payment = words.subject(finding)
    let before =
      events.isEmpty
      ? "\(id) returns more than the \(words.expected(finding)) that payment \(payment) has left."
      : "\(events.joined(separator: " and ")) of payment \(payment) before \(id)."
    return before
      + " Check with the payment provider whether the money of \(id) was paid out. If it was, collect "
      + "\(money(advice.owedMoney)) from the customer; no event states that, so the finding "
      + "stays open. If not, "
      + "record \(records(advice.events))"
      + (advice.events.count == 1
        ? ", which also gives back the credits that it took."
        : ": the first also gives back the credits that it took, so what was recorded for them is undone.")
      + restored(finding)
  }

  /// A sentence on the credits of a refund whose money may not have been paid out.
  func ifPaidOut(_ finding: CreditFinding) -> String {
    " Do so only if the money of \(words.text(finding.eventID)) was paid out: its reverse would give "
      + "back the credits that it took, too."
  }

  /// A refund that was reversed, and whose credits adjusts had given back or taken before.
  func givenTwice(
    _ finding: CreditFinding, _ reversal: UInt32, _ advice: CreditAdvice
  ) -> String {
    "\(words.text(adviser.event(reversal).eventID)) reversed \(words.text(finding.eventID)), which gave back the "
      + "credits that it took; so what was recorded for them is to be undone: "
      + adjusted(finding, advice)
  }

  /// A sentence on credits that a reverse cannot restore to their grant, because it has ended; empty for others.
  private func restored(_ finding: CreditFinding) -> String {
    guard let end = adviser.endOfRefunded(finding) else { return "" }
    let start =
      " The grant ended at \(CreditEvidence.instant(end)), so the credits come back as the "
    return start + "setting refund_expired says: \(adviser.restoredCredits)."
  }

  /// A refund of money only, because the payment was too high: it takes no credits.
  func overpaid(_ finding: CreditFinding, _ advice: CreditAdvice) -> String {
    guard let overpaid = advice.overpaid else { return finding.check.action }
    return "Nothing to record: \(words.text(overpaid.eventID)) was overpaid, and "
      + "\(words.text(finding.eventID)) returned \(money(adviser.paid(of: finding.event))) of the overpayment. "
      + "No credits are due for it, so the finding stays open."
  }

  /// A sentence on the refunds that returned what was paid too much.
  private func returned(_ advice: CreditAdvice) -> String {
    let total = advice.returned.reduce(Int128(0)) { $0 + adviser.paid(of: $1) }
    let ids = advice.returned.prefix(3).map { words.text(adviser.event($0).eventID) }
    let names = ids.joined(separator: " and ") + (advice.returned.count > 3 ? " and others" : "")
    let rest = advice.owedMoney == 0 && advice.events.isEmpty ? ": nothing more to record." : "."
    return "\(names) returned \(money(total)) of the overpayment\(rest)"
  }

  /// A sentence on the refunds that returned the whole payment.
  private func repaid(_ advice: CreditAdvice) -> String {
    let total = advice.repaid.reduce(Int128(0)) { $0 + adviser.paid(of: $1) }
    let ids = advice.repaid.prefix(3).map { words.text(adviser.event($0).eventID) }
    let names = ids.joined(separator: " and ") + (advice.repaid.count > 3 ? " and others" : "")
    return "\(names) returned \(money(total)), so no money is owed for the payment."
  }

  /// A sentence on the balance that must be stated while other findings differ; empty where the replay's own must be.
  func agreeing(_ finding: CreditFinding) -> String {
    guard let balance = adviser.agreeingBalance(finding.account), balance.stated != balance.replayed
    else { return "" }
    return " At the end of the replay that is \(credits(balance.stated)): the replay has "
      + "\(credits(balance.replayed)), and other findings of the account the rest."
  }
}
