import Credits
import Ledger

/// The origin of a figure that movements of credits do not sum to: a recorded balance, or the payment of a grant.
struct CreditFigureSource {
  let value: CreditAmount
  /// The event or the rule behind the figure, in words.
  let reason: String
  /// The amounts that the figure is the sum of, each with its sign; empty where the reason says all.
  let parts: [(column: String, amount: CreditAmount)]

  private init(
    _ value: CreditAmount, _ reason: String, _ parts: [(column: String, amount: CreditAmount)] = []
  ) {
    self.value = value
    self.reason = reason
    self.parts = parts
  }

  // MARK: Recorded balance

  /// The last recorded balance of an account, beside the replayed one at that event.
  ///
  /// - Parameters:
  ///   - lines: the statement of the account, from the first event on.
  ///   - facts: those of an audit up to the same instant.
  static func recorded(
    of account: UInt32, _ lines: [StatementLine], _ facts: CreditAuditTexts, _ books: CreditBooks
  ) -> CreditFigureSource {
    let audit = facts.audit
    let last = audit.played.order.last { index in
      let event = audit.ledger.events[Int(index)]
      return event.account == account && event.stated != CreditEvent.noStated
        && [.applied, .notApplied].contains(audit.played.outcomes[Int(index)])
    }
    guard let last else {
      return CreditFigureSource(.blank, "No event of the account states balance_after.")
    }
    let event = facts.event(last)
    let value = CreditAmount.recorded(event.stated)
    let reason = "balance_after of \(words(last, facts))"
    guard let line = lines.last(where: { $0.event == last }) else {
      return CreditFigureSource(value, reason)
    }
    func fine(_ microcredits: Int128) -> CreditAmount { .recorded(microcredits * scale) }
    var parts = [(column: "replayed balance", amount: fine(line.balance))]
    let setting = books.settings.recordedBalance.value(tier: .empty, at: event.instant)
    if setting == .available && line.reserved != 0 {
      parts.append(("reserved", fine(-line.reserved)))
    }
    let difference = parts.reduce(event.stated) { $0 - $1.amount.number }
    if difference != 0 { parts.append(("difference", .recorded(difference))) }
    return CreditFigureSource(value, reason, parts)
  }

  /// 10⁻¹⁸ credits per microcredit.
  private static let scale: Int128 = 1_000_000_000_000

  // MARK: Payment of a grant

  /// The payment of a grant.
  static func paid(
    _ row: GrantRow, _ facts: CreditAuditTexts, _ books: CreditBooks
  ) -> CreditFigureSource {
    let (value, event) = (CreditAmount.money(row.paid), facts.event(row.event))
    let place = words(row.event, facts)
    let stated = facts.audit.ledger.terms(of: event).paid
    if row.source == .transfer {
      return CreditFigureSource(
        value,
        "value of the credits of transfer \(facts.text(event.subject)), received by \(place)"
      )
    }
    if stated != OptionalEventFields.noPaid && stated == row.paid {
      return CreditFigureSource(value, "paid_usd of \(place)")
    }
    guard event.kind == .reset else {
      return CreditFigureSource(value, "\(place), states no payment for these credits")
    }
    let plan = planInForce(after: row.event, facts)
    let instant = Instant(nanoseconds: row.at)
    let price = books.plans.plan(tier: plan, at: instant)?.monthlyPrice?.attodollars ?? 0
    var parts = [(column: "price of plan \(plan)", amount: CreditAmount.money(price))]
    if row.paid != price { parts.append(("discounts", .money(row.paid - price))) }
    return CreditFigureSource(
      value, "\(place), states no paid_usd: the price of its plan less discounts counts",
      plan.isEmpty ? [] : parts)
  }

  /// The plan that a reset names, or else the one of its account.
  private static func planInForce(after reset: UInt32, _ facts: CreditAuditTexts) -> Name {
    let played = facts.audit.played
    let applied = played.resets.first { $0.event == reset }
    return facts.audit.names.name(applied?.plan ?? CreditNames.blank)
  }

  /// The part of the payment that is not yet earned.
  static func deferred(_ row: GrantRow) -> CreditFigureSource {
    let value = CreditAmount.money(row.deferred)
    if row.granted == 0 {
      return CreditFigureSource(value, "A payment for no credits is earned at once.")
    }
    guard
      let left = Quotient.floor(row.paid, times: Int128(row.left), over: Int128(row.granted))
    else { preconditionFailure("a part of a payment is not more than the payment") }
    let shown = [
      CreditAmount.money(row.paid), .credits(Int128(row.left)), .credits(Int128(row.granted)),
    ].map(\.figure)
    let formula =
      "= paid_usd \(shown[0]) × left \(shown[1]) ÷ granted \(shown[2]), rounded down to 18 decimals"
    let earned = row.deferred - left
    return CreditFigureSource(
      value, formula,
      earned == 0 ? [] : [("value left", .money(left)), ("expected breakage", .money(earned))])
  }

  /// An event in words: `e-004711 at 2026-08-14T10:00:09Z, credits/2026/08.csv:4711`.
  private static func words(_ index: UInt32, _ facts: CreditAuditTexts) -> String {
    let event = facts.event(index)
    let kind = event.kind.word
    return
      "\(kind) \(facts.text(event.eventID)) at \(facts.moment(event.at)), \(facts.place(event))"
  }
}
