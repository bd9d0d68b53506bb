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
  /// An account without a row there has its replayed balance instead.
  ///
  /// Reads the ledger once more if it has balances. Rows that repeat an earlier one state nothing, as they count for
  /// nothing.
  init(
    _ run: LedgerRun, replayed: [Name: ReplayedBalance], findings: inout [Finding]
  ) throws {
    if run.map.job.files.contains(where: { $0.start.layout.field(of: .balanceAfter) != nil }) {
      let repeated = run.repeats.locations
      let parts = try LedgerRescan.collect(run.map, by: run.map.job, into: AccountBalances.none) {
        part, blocks, slice in
        part.take(blocks, slice: slice, repeated: repeated)
      }
      for (account, statement) in parts.flatMap(\.known) { note(statement, of: account) }
    }
    let inFile = try readFile(in: run.workspace, findings: &findings)
    for (account, balance) in replayed where !inFile.contains(account) {
      note(Statement(credits: balance.credits, at: balance.at, row: nil), of: account)
    }
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

  /// Takes the rows of `balances.csv`; returns their accounts.
  private mutating func readFile(
    in workspace: Workspace, findings: inout [Finding]
  ) throws(RunRefusal) -> Set<Name> {
    guard let bytes = try BookBytes.read(AccountBalances.file, in: workspace.bookRoot) else {
      return []
    }
    var found: [Finding] = []
    let balances = BalanceFile.read(bytes, knownAt: workspace.knownAt, faults: &found)
    // A workspace with credit events has read the book, and reported what is wrong with it.
    if !workspace.bookFiles.contains(where: { $0.name == Name(AccountBalances.file) }) {
      findings += found
    }
    for balance in balances {
      // What finance calls a day is one of the reporting zone, as in all reports.
      let at: Instant? =
        switch balance.at {
        case .day(let day): workspace.zone.start(of: day)
        case .instant(let instant): instant
        case nil: nil
        }
      note(Statement(credits: balance.credits, at: at, row: nil), of: balance.account)
    }
    return Set(balances.map(\.account))
  }
}
