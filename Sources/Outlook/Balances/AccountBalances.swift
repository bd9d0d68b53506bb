import Engine
import Intake
import Ledger
import Reconciliation
import Workspace

/// The balance of each account, as far as it is known.
struct AccountBalances {
  /// By account, what was stated of it last.
  private(set) var known: [Name: Statement] = [:]

  static let file = WorkspacePath.balances

  /// No account has a known balance.
  static let none = AccountBalances()

  /// A balance and when it was that.
  struct Statement: Sendable {
    let credits: Credits
    /// A balance without a date is that of the end of the ledger.
    let at: Instant?
    /// The request after which the ledger states it; nil for one of `balances.csv`.
    let row: RowLocation?

    /// Returns true if the balance does not yet include a request.
    func isBefore(_ location: RowLocation, at start: Instant) -> Bool {
      guard let at else { return false }
      guard start == at, let row else { return start >= at }
      return location > row
    }

    /// Returns true if this statement yields to `other`, although the order of the two is unknown.
    fileprivate func yields(to other: Statement) -> Bool {
      let (mine, theirs) = (at ?? .distantFuture, other.at ?? .distantFuture)
      guard mine == theirs, let row, let otherRow = other.row else { return mine <= theirs }
      return row < otherRow
    }
  }

  private init() {}

  /// Takes the latest statement of each account: of the ledger's `balance_after`, and of `balances.csv`, which
  /// wins where both are of the same instant.
  ///
  /// Reads the ledger once more if it has balances. Rows that repeat an earlier one state nothing, as they count for
  /// nothing.
  init(_ run: LedgerRun, findings: inout [Finding]) throws {
    if run.map.job.files.contains(where: { $0.start.layout.field(of: .balanceAfter) != nil }) {
      let repeated = run.repeats.locations
      let parts = try LedgerRescan.collect(run.map, by: run.map.job, into: AccountBalances.none) {
        part, blocks, slice in
        part.take(blocks, slice: slice, repeated: repeated)
      }
      for (account, statement) in parts.flatMap(\.known) { note(statement, of: account) }
    }
    try readFile(in: run.workspace, findings: &findings)
    known[.empty] = nil
  }

  private mutating func take(_ blocks: BlockRater, slice: Int, repeated: RowOffsetSet) {
    for record in blocks.records {
      guard let credits = record.balanceAfter else { continue }
      let row = RowLocation(record, slice: slice)
      if repeated.contains(row) { continue }
      note(
        Statement(credits: credits, at: record.startedAt, row: row),
        of: blocks.user(of: record).account)
    }
  }

  private mutating func note(_ statement: Statement, of account: Name) {
    if let before = known[account], !before.yields(to: statement) { return }
    known[account] = statement
  }

  /// Of which there is one balance.
  private struct Moment: Hashable {
    let account: Name
    /// Nil for the end of the ledger.
    let at: Instant?
  }

  private mutating func readFile(in workspace: Workspace, findings: inout [Finding])
    throws(RunRefusal)
  {
    guard let bytes = try BookBytes.read(AccountBalances.file, in: workspace.root) else { return }
    let table = BookTable(
      bytes, file: AccountBalances.file, required: ["account_id", "at", "credits"],
      known: ["account_id", "at", "credits"], faults: &findings)
    var stated: [Moment: (credits: Int128, place: Place)] = [:]
    for row in table.rows {
      var cells = BookCells(row, of: table)
      let account = cells.name("account_id")
      // What finance calls a day is one of the reporting zone, as in all reports.
      let day = Day(cells.text("at").description)
      let at = day.map(workspace.zone.start) ?? cells.date("at")
      let credits = cells.decimal(
        "credits", scale: Credits.decimals, limit: Int128(Credits.rowLimit.microcredits),
        expected: "credits with at most 6 decimals, at most \(Credits.rowLimit)",
        allowsNegative: true)
      if let credits,
        let other = stated.updateValue(
          (credits, row.place), forKey: Moment(account: account, at: at)), other.credits != credits
      {
        let what = "another balance of \(account.description.excerpt) at the same time"
        cells.note(.twice(other: other.place, what: what), in: "credits")
      }
      findings += cells.findings
      guard let credits, cells.findings.isEmpty else { continue }
      note(
        Statement(credits: Credits(microcredits: Int64(credits)), at: at, row: nil), of: account)
    }
  }
}
