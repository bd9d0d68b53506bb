import Credits
import Ledger

/// The description of a line of an account's statement, in a sentence for customers and auditors.
package struct StatementTexts: Sendable {
  private let evidence: CreditEvidence
  private let ledger: CreditLedger

  package init(_ audit: CreditAudit) {
    evidence = CreditEvidence(audit)
    ledger = audit.ledger
  }

  /// Returns the description of a line.
  ///
  /// - Parameter account: the number of the id of the statement's account.
  package func text(_ line: StatementLine, of account: UInt32) -> String {
    switch line.step {
    case .rejected: return "not applied: " + CreditCheck.eventRejected.rawValue
    case .holdEnd(let reserve):
      let event = ledger.events[Int(reserve)]
      return "Reservation \(name(event.subject)) reached its time limit: "
        + "\(credits(Int128(event.credits))) \(areOrIs(event.credits)) no longer reserved"
    case .planInForce(let plan): return "Plan \(name(plan)) is in force, as scheduled"
    case .expiry: return expiry(line)
    case .rollover(let credits, let until):
      return "\(self.credits(Int128(credits))) of the \(source(line)) roll over, "
        + validity(until)
    default: return text(line, of: account, event: ledger.events[Int(line.event)])
    }
  }

  private func text(_ line: StatementLine, of account: UInt32, event: CreditEvent) -> String {
    let amount = credits(Int128(line.credits.magnitude))
    let given = credits(Int128(line.ofGrant.magnitude))
    let cause = cause(event) + (event.account == account ? "" : " of \(name(event.account))")
    switch line.step {
    case .grant(let paid): return grant(line, event, paid: paid)
    case .consumption: return "\(cause): \(amount) from the \(source(line))"
    case .debt, .transferDebt:
      return "\(cause): \(amount) that no grant covered, owed by the account"
    case .repayment(let debt), .transferRepayment(let debt):
      return "\(given) of the \(source(line)) repay the debt of \(name(of: debt)), "
        + self.cause(ledger.events[Int(debt)]).withSmallLetter
    case .poolDraw(let pool, let drawn):
      return "\(cause): \(credits(Int128(drawn))) from pool \(name(pool)), in the pool's statement"
    case .poolReturn(let pool, let returned):
      return "\(cause): \(credits(Int128(returned))) back to pool \(name(pool)), in the pool's "
        + "statement"
    case .given: return "\(cause): \(amount) back to the \(source(line))"
    case .givenToDebt: return "\(cause): \(amount) less owed by the account"
    case .givenAsGrant, .restorationAsGrant:
      return "\(cause): \(amount) back as a new grant, because the old one has ended, "
        + validity(line.grant?.expiresAt ?? .max)
    case .givenToEnded, .restorationToEnded:
      return "\(cause): \(amount) back to the \(source(line)), which has ended"
    case .loss: return "\(amount) expired at once, because the \(source(line)) has ended"
    case .earlyExpiry: return "\(amount) of the \(source(line)) removed before it expired"
    case .revocation: return "\(cause): \(amount) of the \(source(line)) taken back"
    case .restoration: return "\(cause): \(amount) restored to the \(source(line))"
    case .transferOut: return "\(cause): \(amount) from the \(source(line))"
    case .earned: return earned(line, cause)
    case .event: return unmoved(event)
    case .refusal(let check): return "not applied: " + check.rawValue
    case .cancellation:
      return "not applied: it cancels \(name(event.subject)), which was not applied"
    case .duplicate(let first):
      return "not applied: a copy of the row \(place(first))"
    case .conflict: return "not applied: " + CreditCheck.eventConflict.rawValue
    case .rejected, .holdEnd, .planInForce, .expiry, .rollover:
      preconditionFailure("these steps have no event")
    }
  }

  /// The reason of a movement: `Request r1`, `Refund for request r1`, `Reversal of e-5`.
  private func cause(_ event: CreditEvent) -> String {
    switch event.kind {
    case .deduct: return "Request \(name(event.request))"
    case .settle:
      return "Request \(name(event.request)), reservation \(name(event.subject))"
    case .refund: return "Refund for request \(name(event.request))"
    case .reverse: return "Reversal of \(name(event.subject))"
    case .adjust: return "Adjustment (\(name(ledger.terms(of: event).reason)))"
    case .transferOut:
      let other = name(ledger.terms(of: event).counterparty)
      return "Transfer \(name(event.subject)) to \(other)"
    case .transferIn:
      let other = name(ledger.terms(of: event).counterparty)
      return "Transfer \(name(event.subject)) from \(other)"
    case .paymentRefund:
      return "Refund of \(money(ledger.terms(of: event).paid)) for payment \(name(event.subject))"
    case .redeem: return "Coupon \(name(event.subject))"
    case .reset: return "Monthly reset"
    case .planChange: return "Change to plan \(name(event.subject))"
    case .grant, .reserve, .release, .expire, .rollover, .balance, .notice:
      return "Event \(name(event.eventID))"
    }
  }

  private func grant(_ line: StatementLine, _ event: CreditEvent, paid: Int128) -> String {
    let start: String =
      switch event.kind {
      case .grant: "\(source(line).withCapital)"
      default: cause(event)
      }
    if line.credits == 0 { return "\(start): \(money(paid)) paid for no credits" }
    let price =
      paid == 0
      ? ""
      : line.grant?.source == .transfer
        ? " with a value of \(money(paid))" : " for \(money(paid))"
    return "\(start): \(credits(Int128(line.credits)))\(price), "
      + validity(line.grant?.expiresAt ?? .max)
  }

  private func expiry(_ line: StatementLine) -> String {
    let amount = credits(Int128(line.credits.magnitude))
    if line.event == CreditEvent.none { return "\(amount) of the \(source(line)) expired" }
    return "\(amount) of the \(source(line)) expired at the monthly reset"
  }

  private func earned(_ line: StatementLine, _ cause: String) -> String {
    let amount = money(line.realised < 0 ? -line.realised : line.realised)
    return line.realised < 0
      ? "\(cause): \(amount) of it exceeds the value of the credits taken back and is no longer revenue"
      : "\(cause): \(amount) of it exceeds the value of the credits given back and is revenue again"
  }

  /// An event that moved no credits of its account.
  private func unmoved(_ event: CreditEvent) -> String {
    let amount = credits(Int128(event.credits))
    let terms = ledger.terms(of: event)
    switch event.kind {
    case .reserve:
      return "Reservation \(name(event.subject)) of \(amount), until \(moment(terms.expiresAt))"
    case .release: return "Reservation \(name(event.subject)) released"
    case .refund, .reverse: return "\(cause(event)): no credits were left to give back"
    case .planChange where terms.effectiveAt > event.at:
      return "\(cause(event)), scheduled for \(moment(terms.effectiveAt))"
    case .planChange, .reset, .settle, .deduct, .grant, .adjust, .transferOut, .transferIn:
      return "\(cause(event)) without credits"
    case .redeem: return "\(cause(event)) redeemed: no credits"
    case .paymentRefund: return "\(cause(event)): no credits taken back"
    case .expire:
      return "Record: \(amount) of grant \(name(event.subject)) expired"
    case .rollover: return "Record: \(amount) rolled over"
    case .balance:
      let exact = Int128(event.credits) * 1_000_000_000_000 + Int128(terms.creditsRest)
      if event.subject == 0 {
        return "Record: the balance is \(evidence.words(.recorded(exact)))"
      }
      return "Record: the balance of the customer at \(name(event.subject)) is "
        + "\(DecimalText.string(exact, scale: 18)), in the provider's own unit"
    case .notice:
      return "Notice: the balance is at or below \(name(event.subject)) percent"
    }
  }

  /// The words for a grant: `top-up g-17`, `monthly allowance e-1`.
  private func source(_ line: StatementLine) -> String {
    guard let grant = line.grant else { return "grant" }
    let words =
      switch grant.source {
      case .monthly: "monthly allowance"
      case .bonus: "bonus"
      case .topup: "top-up"
      case .promotion: "promotion"
      case .adjustment: "adjustment"
      case .coupon: "coupon credits"
      case .refund: "refunded credits"
      case .transfer: "transferred credits"
      }
    return grant.id == 0 ? words : "\(words) \(name(grant.id))"
  }

  private func validity(_ instant: Int64) -> String {
    instant == .max ? "without expiry" : "valid until \(moment(instant))"
  }

  /// An instant for people: `2026-09-01 00:00 UTC`.
  private func moment(_ nanoseconds: Int64) -> String {
    var text = Instant(nanoseconds: nanoseconds).rfc3339Thousands.dropLast()
    if text.hasSuffix(":00") && text.count == 19 { text = text.dropLast(3) }
    return text.replacing("T", with: " ") + " UTC"
  }

  private func name(of event: UInt32) -> String { name(ledger.events[Int(event)].eventID) }

  private func name(_ number: UInt32) -> String { number == 0 ? "-" : evidence.text(number) }

  private func place(_ event: UInt32) -> String {
    let event = ledger.events[Int(event)]
    return "\(ledger.files[Int(event.file)]):\(event.line)"
  }

  private func credits(_ microcredits: Int128) -> String { evidence.credits(microcredits) }

  private func areOrIs(_ microcredits: Int64) -> String { microcredits == 1_000_000 ? "is" : "are" }

  private func money(_ attodollars: Int128) -> String { evidence.words(.money(attodollars)) }
}
