import Ledger

/// The check of transfers: each side has another with the same credits, between the same accounts.
enum TransferChecks {
  static func findings(_ context: WholeLedgerContext) -> [CreditFinding] {
    context.played.order.compactMap { index in
      let event = context.ledger.events[Int(index)]
      guard event.kind == .transferOut || event.kind == .transferIn,
        context.played.outcomes[Int(index)] == .applied
      else { return nil }
      let partner = context.played.transferPartners[index] ?? CreditEvent.none
      if partner == CreditEvent.none { return lonely(index, event, context) }
      // A transfer with both sides is checked at the out.
      return event.kind == .transferOut ? unequal(index, partner, context) : nil
    }
  }

  private static func lonely(
    _ index: UInt32, _ event: CreditEvent, _ context: WholeLedgerContext
  ) -> CreditFinding? {
    guard context.isOverdue(event.at) else { return nil }
    var finding = context.finding(
      .transferUnbalanced, at: index, credits: Int128(event.credits),
      plan: context.planBefore(transfer: index))
    finding.found = .credits(Int128(event.credits))
    finding.detail = .partner(event: nil)
    return finding
  }

  private static func unequal(
    _ index: UInt32, _ partner: UInt32, _ context: WholeLedgerContext
  ) -> CreditFinding? {
    let (out, into) = (
      context.ledger.events[Int(index)], context.ledger.events[Int(partner)]
    )
    let hasAccounts =
      context.ledger.text(.counterparty, of: out) == into.account
      && context.ledger.text(.counterparty, of: into) == out.account
    if hasAccounts && out.credits == into.credits { return nil }
    var finding = context.finding(
      .transferUnbalanced, at: index, credits: Int128(into.credits) - Int128(out.credits),
      plan: context.planBefore(transfer: index))
    finding.expected = .credits(Int128(out.credits))
    finding.found = .credits(Int128(into.credits))
    finding.detail = .partner(event: partner)
    return finding
  }
}
