import Credits
import Engine
import Ledger
import Platform
import Workspace

/// The credit ledger of a workspace: the files in `credits/`, and the rows of `balances.csv`.
package struct CreditLedgerInputs: Sendable {
  private let folder: CreditFiles
  private let inputs: [EventInput]
  private let balances: [BookBalance]
  /// About rows of `balances.csv` without a time.
  private let untimed: [Finding]
  private let options: RunOptions

  /// Looks at `credits/`; nil where it holds no file.
  package init?(of workspace: Workspace, _ options: RunOptions) throws(SystemError) {
    guard let folder = try CreditFiles(of: workspace, limits: options.gzipLimits) else {
      return nil
    }
    self.folder = folder
    self.options = options
    inputs = folder.files.map { EventInput($0) }
    let stated = workspace.creditBooks.balances
    balances = stated.compactMap(BookBalance.init)
    untimed = CreditLedgerInputs.untimed(stated.filter { $0.at == nil })
  }

  /// About the folder and the balances beside it; an error refuses it.
  package var findings: [Finding] { folder.findings + untimed }

  private static func untimed(_ rows: [StatedBalance]) -> [Finding] {
    guard let first = rows.first else { return [] }
    let more =
      rows.count == 1 ? "" : " (first of \(GroupedDigits.count(Int64(rows.count), "row")))"
    return [
      Finding(
        .warning, at: first.place, code: "balance.time",
        message: "Assay does not compare a balance without a time with the credit events\(more)",
        help: "fill in at: a day, or an instant such as 2026-08-31T23:59:59Z")
    ]
  }

  /// The files with their digests, by the bytes of their paths.
  package func digested() throws -> [WrittenFile] { try folder.digested() }

  /// Reads every event; refuses files that cannot be used, unless they may be skipped.
  func reading() throws(RunRefusal) -> CreditReading {
    let reading = CreditReading(inputs, balances: balances, CreditReading.Rules(options))
    let refused = findings.contains { $0.severity == .error } || !reading.refusedFiles.isEmpty
    if refused && !options.skipsBadFiles {
      throw RunRefusal(
        findings: (findings + reading.findings).inReadingOrder, unlisted: reading.unlisted)
    }
    return reading
  }

  /// Passes every rejected row, by file and line, to `body`: the files are read once more.
  func forEachReject(_ body: (RejectedEventRow, _ path: String) throws -> Void) rethrows {
    try CreditReading.forEachReject(in: inputs, CreditReading.Rules(options), body)
  }
}

extension CreditReading.Rules {
  /// The rules that the options of a command state.
  init(_ options: RunOptions) {
    self.init()
    knownAt = options.knownAt
    listed = options.maxListedRows
    refuses = { options.refusesFile(rejected: Int64($0), of: Int64($1)) }
    cut = { TruncatedRejectText.cut($0) }
  }
}

extension BookBalance {
  /// Makes the balance of a row of `balances.csv`; nil for one without a time, which no event is before or after.
  fileprivate init?(_ row: StatedBalance) {
    switch row.at {
    case nil: return nil
    case .day(let day):
      self.init(
        account: row.account, at: Instant(startOf: day), credits: row.credits,
        line: row.place.line ?? 0)
    case .instant(let instant):
      self.init(
        account: row.account, at: instant, credits: row.credits, line: row.place.line ?? 0)
    }
  }
}
