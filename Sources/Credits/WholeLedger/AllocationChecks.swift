import Ledger
import Rating

/// The checks of `allocations.csv`: draws above the cap of a month, and shares that differ from those received.
enum AllocationChecks {
  static func findings(_ context: WholeLedgerContext) -> [CreditFinding] {
    if context.books.allocations.isEmpty || context.books.accountTerms == nil { return [] }
    return exceeded(context) + different(context)
  }

  /// The events that raised a member's draws of the month above its cap.
  private static func exceeded(_ context: WholeLedgerContext) -> [CreditFinding] {
    var clock = ReportingMonths(context.books.zone)
    var drawn: [PoolMemberDraws.MonthKey: Int128] = [:]
    return context.played.draws.compactMap { draw in
      let event = context.ledger.events[Int(draw.event)]
      let key = PoolMemberDraws.MonthKey(account: event.account, month: clock.number(at: event.at))
      let before = drawn[key] ?? 0
      let after = before + Int128(draw.credits)
      drawn[key] = after
      guard let terms = context.books.accountTerms?[context.names.name(event.account)],
        let stated = context.books.allocations.credits(.cap, of: terms, at: event.instant)
      else { return nil }
      let cap = Int128(stated.microcredits)
      if after <= cap { return nil }
      var finding = context.finding(
        .allocationExceeded, at: draw.event, credits: after - max(before, cap),
        plan: context.names.name(draw.plan))
      finding.expected = .credits(cap)
      finding.found = .credits(after)
      finding.detail = .month(key.month)
      return finding
    }
  }

  /// The months in which a member received other credits than its share.
  private static func different(_ context: WholeLedgerContext) -> [CreditFinding] {
    if !context.books.allocations.hasTransfers { return [] }
    var members = PoolMemberDraws(context)
    let firsts = PoolMemberDraws.firstEvents(context)
    var findings: [CreditFinding] = []
    for (account, terms) in members.terms {
      for share in members.shares(of: terms, first: firsts[account]) {
        let key = PoolMemberDraws.MonthKey(account: account, month: share.month)
        let received = members.received[key] ?? 0
        if received == share.credits { continue }
        let at = members.start(of: share.month)
        var finding = CreditFinding(.allocationDiffers, at: at, account: account)
        finding.credits = received - share.credits
        finding.usd = context.plans.value(
          of: finding.credits, plan: context.plans.plan(of: terms.account, at: at), at: at)
        finding.expected = .credits(share.credits)
        finding.found = .credits(received)
        finding.detail = .month(share.month)
        findings.append(finding)
      }
    }
    return findings
  }
}
