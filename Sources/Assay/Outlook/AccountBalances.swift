import Intake
import Ledger

/// What is left on each account, as far as it is known.
struct AccountBalances {
  /// By account: the credits, and when they were that many.
  private(set) var known: [Name: (credits: Credits, at: Instant)] = [:]

  static let file = "balances.csv"

  /// No account has a known balance.
  static let none = AccountBalances()

  private init() {}

  /// Takes the latest statement of each account: of the ledger's `balance_after`, and of `balances.csv`, which
  /// wins where both are of the same instant.
  ///
  /// Reads the ledger once more if it has balances.
  init(_ run: Run, findings: inout [Finding]) throws {
    if run.map.job.files.contains(where: { $0.start.layout.field(of: .balanceAfter) != nil }) {
      try LedgerPass.forEachBlock(of: run) { blocks, _ in
        for record in blocks.records {
          guard let credits = record.balanceAfter else { continue }
          note(credits, of: blocks.user(of: record).account, at: record.startedAt)
        }
      }
    }
    try readFile(in: run.workspace.root, findings: &findings)
    known[.empty] = nil
  }

  private mutating func note(_ credits: Credits, of account: Name, at instant: Instant) {
    if let before = known[account], before.at > instant { return }
    known[account] = (credits, instant)
  }

  private mutating func readFile(in root: String, findings: inout [Finding]) throws {
    guard let bytes = try WorkspaceFile.bytes(AccountBalances.file, in: root) else { return }
    let table = BookTable(
      bytes, file: AccountBalances.file, required: ["account_id", "at", "credits"],
      known: ["account_id", "at", "credits"], faults: &findings)
    for row in table.rows {
      var cells = BookCells(row, of: table)
      let account = cells.name("account_id")
      let at = cells.date("at")
      let credits = cells.decimal(
        "credits", scale: Credits.decimals, limit: Int128(Credits.rowLimit.microcredits),
        expected: "credits with at most 6 decimals", allowsNegative: true)
      findings += cells.findings
      guard let credits, cells.findings.isEmpty else { continue }
      note(
        Credits(microcredits: Int64(credits)), of: account, at: at ?? .distantPast)
    }
  }
}

/// A file of a workspace that only some commands read.
enum WorkspaceFile {
  /// The bytes of the file; nil where there is none.
  static func bytes(_ name: String, in root: String) throws(SystemError) -> [UInt8]? {
    let path = root + "/" + name
    guard case .file? = try FileSystem.kind(of: path) else { return nil }
    return try FileSystem.contents(of: path)
  }
}
