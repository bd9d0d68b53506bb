import Ledger
import Rating

/// The check of monthly resets: after the first of an account, one in every reporting month in which one is due.
enum ResetSchedule {
  static func findings(_ context: WholeLedgerContext) -> [CreditFinding] {
    var firsts: [UInt32: Int64] = [:]
    for reset in context.played.resets where firsts[reset.account] == nil {
      firsts[reset.account] = reset.at
    }
    if firsts.isEmpty { return [] }
    let months = monthsWithReset(context)
    let clock = ReportingMonths(context.books.zone)
    return context.played.accounts.indices.flatMap { index -> [CreditFinding] in
      guard let first = firsts[UInt32(index)] else { return [] }
      return missing(UInt32(index), after: first, months, clock, context)
    }
  }

  /// An account, by its number, and a month of the reporting zone.
  private struct AccountMonth: Hashable {
    let account: UInt32
    let month: Month
  }

  /// The months that have a reset, applied or not.
  private static func monthsWithReset(_ context: WholeLedgerContext) -> Set<AccountMonth> {
    var months: Set<AccountMonth> = []
    for (index, event) in context.ledger.events.enumerated()
    where event.kind == .reset && context.isFact(index) {
      months.insert(
        AccountMonth(
          account: event.account, month: context.books.zone.day(of: event.instant).month))
    }
    return months
  }

  private static func missing(
    _ account: UInt32, after first: Int64, _ months: Set<AccountMonth>, _ clock: ReportingMonths,
    _ context: WholeLedgerContext
  ) -> [CreditFinding] {
    let name = context.played.accounts[Int(account)]
    let closed = context.books.accountTerms?[context.names.name(name)]?.closedAt
    let end = min(
      context.played.lastEventAt, context.end, closed?.nanoseconds ?? .max)
    var findings: [CreditFinding] = []
    var count = 0
    while true {
      count += 1
      let due = Instant(nanoseconds: clock.later(first, months: count))
      guard due.nanoseconds <= end - WholeLedgerContext.grace else { return findings }
      let month = context.books.zone.day(of: due).month
      if months.contains(AccountMonth(account: name, month: month)) { continue }
      let plan = context.plans.plan(ofAccount: account, at: due.nanoseconds)
      let allowance = Int128(context.plans.allowance(of: plan, at: due.nanoseconds))
      if allowance == 0 { continue }
      var finding = CreditFinding(.resetMissing, at: due.nanoseconds, account: name)
      finding.credits = allowance
      finding.usd = context.plans.value(of: allowance, plan: plan, at: due.nanoseconds)
      finding.expected = .credits(allowance)
      finding.detail = .dueMonth(month.number)
      findings.append(finding)
    }
  }
}
