import Ledger
import Rating

/// A row of `pool-usage.csv`: a member of an organisation in one month.
///
/// Credits in microcredits; texts are numbers of the audit's names.
package struct PoolUsageRow: Hashable, Sendable {
  package let organisation: UInt32
  package let account: UInt32
  /// As months since January of year 0.
  package let month: Int
  /// Drawn from the pool; refunds do not reduce it.
  package let drawn: Int128
  /// The most that the member may draw; nil for no limit.
  package let cap: Int128?
  /// Received by transfers of source `allocation`.
  package let allocated: Int128
  /// The share that it should receive; nil without one.
  package let expected: Int128?

  package init(
    organisation: UInt32, account: UInt32, month: Int, drawn: Int128, cap: Int128?,
    allocated: Int128, expected: Int128?
  ) {
    self.organisation = organisation
    self.account = account
    self.month = month
    self.drawn = drawn
    self.cap = cap
    self.allocated = allocated
    self.expected = expected
  }

  /// The rest of the cap; nil without one.
  package var left: Int128? { cap.map { max(0, $0 - drawn) } }
}

extension ReplayState {
  /// The members and months of the period with a draw or a share, received or expected: by organisation, account and month.
  func poolUsageRows(_ context: WholeLedgerContext) -> [PoolUsageRow] {
    var members = PoolMemberDraws(context)
    if members.terms.isEmpty { return [] }
    let firsts =
      books.allocations.hasTransfers ? PoolMemberDraws.firstEvents(context) : [:]
    let firstMonth = periodStart == .min ? Int.min : members.month(at: periodStart)
    var months: [UInt32: Set<Int>] = [:]
    for key in members.drawn.keys { months[key.account, default: []].insert(key.month) }
    for key in members.received.keys { months[key.account, default: []].insert(key.month) }
    let stated = members.terms.sorted { left, right in
      let (a, b) = (left.terms.organisation ?? .empty, right.terms.organisation ?? .empty)
      return a != b ? a < b : left.terms.account < right.terms.account
    }
    var rows: [PoolUsageRow] = []
    for (account, terms) in stated {
      var shares: [Int: Int128] = [:]
      for share in members.shares(of: terms, first: firsts[account]) {
        shares[share.month] = share.credits
      }
      let own = (months[account] ?? []).union(shares.keys).filter { $0 >= firstMonth }
      for month in own.sorted() {
        let key = PoolMemberDraws.MonthKey(account: account, month: month)
        let last = min(members.start(of: month + 1) - 1, played.end)
        let cap = books.allocations.credits(
          .cap, of: terms, at: Instant(nanoseconds: last))
        rows.append(
          PoolUsageRow(
            organisation: terms.organisation.flatMap { names.find($0) } ?? CreditNames.blank,
            account: account, month: month, drawn: members.drawn[key] ?? 0,
            cap: cap.map { Int128($0.microcredits) }, allocated: members.received[key] ?? 0,
            expected: shares[month]))
      }
    }
    return rows
  }
}
