import Ledger

extension ReplayState {
  /// Returns the rows of all tables and the figures of the screen.
  func audit(
    findings: [CreditFinding], usage: UsageChecks, requestFiles: [Name],
    _ context: WholeLedgerContext
  ) -> CreditAudit {
    let order = Ranks(names, used: accounts.map(\.name) + findings.map(\.account))
    let balances = balanceRows(order)
    // Where nothing was paid for, there is no revenue to state: money that went back shows in the findings.
    let isPaid = money.billed.hasSale
    return CreditAudit(
      names: names, files: ledger.files + requestFiles, ledger: ledger, balances: balances,
      grants: grantRows(order), findings: sorted(findings, order),
      revenue: isPaid ? revenueRows() : [], totals: totals(balances), equation: equation(),
      comparison: comparison, played: played, reservations: reservationRows(findings),
      coupons: couponRows(findings), entitlements: usage.entitlements, ownKeys: usage.ownKeys,
      poolUsage: poolUsageRows(context), lowBalances: lowBalanceRows(balances),
      notices: noticeRows(context), postings: isPaid ? money.postings : [],
      postingsBefore: isPaid ? money.postingsBefore : 0, billed: money.billed,
      accountMonths: accountMonths(order), consumedCredits: money.consumed,
      months: periodMonths(), journalAccounts: books.journalAccounts,
      end: ReplayEnd(books: books, grants: grants, debts: debts, parts: parts))
  }

  /// The months that the period touches; without a period, those from the first event to the last.
  private func periodMonths() -> Range<Int32> {
    var clock = clock
    var from = periodStart
    if from == .min {
      guard let first = ahead.order.first else { return 0..<0 }
      from = ledger.events[Int(first)].at
    }
    return Int32(clock.number(at: from))..<Int32(clock.number(at: played.end)) + 1
  }

  /// One per account and month of the period, by account and month.
  private func accountMonths(_ order: Ranks) -> [AccountMonth] {
    let keys = months.closed.map { (rank: order.rank($0.account), month: $0.month) }
    return keys.indices.sorted {
      (keys[$0].rank, keys[$0].month) < (keys[$1].rank, keys[$1].month)
    }.map { months.closed[$0] }
  }

  /// The order of some texts by their bytes.
  private struct Ranks {
    /// By number of the text; 0 for texts that are not ranked.
    private var ranks: [UInt32]

    init(_ names: CreditNames, used: [UInt32]) {
      ranks = Array(repeating: 0, count: names.count)
      var distinct: [UInt32] = []
      for number in used where ranks[Int(number)] == 0 {
        ranks[Int(number)] = 1
        distinct.append(number)
      }
      distinct.sort { names.precedes($0, $1) }
      for (rank, number) in distinct.enumerated() { ranks[Int(number)] = UInt32(rank + 1) }
    }

    func rank(_ number: UInt32) -> Int { Int(ranks[Int(number)]) }
  }

  private func balanceRows(_ order: Ranks) -> [AccountBalance] {
    var rows: [AccountBalance] = []
    for account in accounts {
      let name = names.name(account.name)
      let isStated = books.accountTerms?[name] != nil
      guard account.hasEvent || account.wasDrawn || isStated else { continue }
      rows.append(balanceRow(account, name))
    }
    return rows.sorted { order.rank($0.account) < order.rank($1.account) }
  }

  private func balanceRow(_ account: CreditAccount, _ name: Name) -> AccountBalance {
    var row = AccountBalance(account: account.name)
    let organisation = books.accountTerms?[name]?.organisation
    row.organisation = organisation.flatMap { names.find($0) } ?? CreditNames.blank
    row.plan = account.plan
    row.opening = account.opening
    row.granted = account.totals.granted
    row.refunded = account.totals.refunded
    row.transferredIn = account.totals.transferredIn
    row.consumed = account.totals.consumed
    row.expired = account.totals.expired
    row.revoked = account.totals.revoked
    row.transferredOut = account.totals.transferredOut
    row.closing = account.balance
    row.reserved = account.held
    row.recorded = account.recorded
    row.explained = account.effects
    return row
  }

  /// One per grant that was live in the period, by account; those of an account are in the order of time and events.
  private func grantRows(_ order: Ranks) -> [GrantRow] {
    let ranks = accounts.map { order.rank($0.name) }
    // The place of the first grant of each rank, and of those after it.
    var places = Array(repeating: 0, count: (ranks.max() ?? 0) + 2)
    for grant in grants where grant.endedAt > periodStart {
      places[ranks[Int(grant.account)] + 1] += 1
    }
    for rank in places.indices.dropFirst() { places[rank] += places[rank - 1] }
    var live = Array(repeating: UInt32(0), count: places.last ?? 0)
    for (index, grant) in grants.enumerated() where grant.endedAt > periodStart {
      let rank = ranks[Int(grant.account)]
      live[places[rank]] = UInt32(index)
      places[rank] += 1
    }
    return live.indices.map { place in
      if place + 8 < live.count {
        ReplayState.fetch(grants, live[place + 8], bytes: MemoryLayout<Grant>.size)
      }
      return grantRow(grants[Int(live[place])])
    }
  }

  func grantRow(_ grant: Grant) -> GrantRow {
    GrantRow(
      grantID: grant.id, account: accounts[Int(grant.account)].name, source: grant.source,
      at: ledger.events[Int(grant.event)].at, expiresAt: grant.expiresAt,
      priority: grant.priority, granted: grant.granted, left: grant.left, paid: grant.paid,
      deferred: grant.deferred, consumed: grant.consumed, refunded: grant.refunded,
      expired: grant.expired, revoked: grant.revoked, transferred: grant.transferred,
      event: grant.event)
  }

  private func sorted(_ findings: [CreditFinding], _ order: Ranks) -> [CreditFinding] {
    return findings.sorted { a, b in
      if a.severity != b.severity { return a.severity < b.severity }
      if a.at != b.at { return a.at < b.at }
      if a.account != b.account { return order.rank(a.account) < order.rank(b.account) }
      if a.eventID != b.eventID { return names.precedes(a.eventID, b.eventID) }
      if a.request != b.request { return names.precedes(a.request, b.request) }
      if a.check != b.check { return a.check.rawValue < b.check.rawValue }
      return (a.file, a.line) < (b.file, b.line)
    }
  }

  private func revenueRows() -> [DeferredRevenueRow] {
    var clock = clock
    var rows = revenue.rows(through: clock.number(at: played.end))
    if !expectsBreakage { return rows }
    for place in rows.indices {
      let month = rows[place].month
      let end = clock.start(of: month.number + 1)
      let expected = expectedBreakage(of: rows[place].source, at: end - 1)
      rows[place].expectedPercent = expected == 0 ? nil : Int64(expected)
    }
    return rows
  }

  private func totals(_ balances: [AccountBalance]) -> CreditTotals {
    var totals = CreditTotals()
    totals.granted = grantedBySource
    for row in balances {
      totals.opening += row.opening
      totals.refunded += row.refunded
      totals.consumed += row.consumed
      totals.expired += row.expired
      totals.revoked += row.revoked
      totals.transferredIn += row.transferredIn
      totals.transferredOut += row.transferredOut
      totals.closing += row.closing
      totals.reserved += row.reserved
    }
    totals.accounts = balances.count
    (totals.from, totals.to) = (periodStart, played.end == .max ? .max : played.end + 1)
    totals.events = ledger.events.count { event in
      !event.isBookBalance && event.at >= periodStart && event.at <= played.end
    }
    return totals
  }

  private func equation() -> EventRowCounts {
    var equation = EventRowCounts()
    equation.rejected = ledger.rejected.count
    equation.read = equation.rejected
    for (index, outcome) in played.outcomes.enumerated() where !ledger.events[index].isBookBalance {
      equation.read += 1
      switch outcome {
      case .afterPeriod: equation.afterPeriod += 1
      case .applied: equation.applied += 1
      case .notApplied: equation.notApplied += 1
      case .duplicate: equation.duplicates += 1
      case .conflict: equation.conflicts += 1
      }
    }
    return equation
  }
}
