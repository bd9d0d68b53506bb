import Credits
import Ledger
import Outlook
import Workspace

/// The closing balances of a credit ledger, from which a forecast starts.
package struct ReplayedBalances: Sendable {
  package let accounts: ReplayedAccounts
  /// About the files of the credit ledger and their rows, in reading order.
  package let findings: [Finding]

  /// Replays all events of a workspace.
  ///
  /// Refuses files that cannot be used.
  package init(_ source: CreditLedgerInputs, of workspace: Workspace) throws(RunRefusal) {
    var reading = try source.reading()
    let books = CreditBooks(of: workspace)
    // In place: a ledger that is held twice would be copied.
    reading.ledger.enterNames(of: books)
    let audit = CreditReplay.audit(reading.ledger, books: books, period: nil, requests: nil)
    findings = source.findings + reading.findings
    let terms = books.accountTerms ?? [:]
    let members = terms.values.filter { $0.pool != nil }
    let shared = Set(members.map(\.account) + members.compactMap(\.organisation))
    guard let last = audit.played.order.last else {
      accounts = .none
      return
    }
    let at = Instant(nanoseconds: audit.ledger.events[Int(last)].at + 1)
    var balances: [Name: ReplayedBalance] = [:]
    for row in audit.balances {
      let account = audit.names.name(row.account)
      guard !shared.contains(account), let microcredits = Int64(exactly: row.closing) else {
        continue
      }
      balances[account] = ReplayedBalance(
        credits: Credits(microcredits: microcredits), at: at)
    }
    accounts = ReplayedAccounts(balances: balances, pooled: shared)
  }
}
