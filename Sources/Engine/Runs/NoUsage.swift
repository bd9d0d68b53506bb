import Ledger
import Platform
import Reconciliation
import Workspace

/// A ledger, or the requested period of it, has no request that counts: there is nothing to report, and what
/// was reported before stays.
package struct NoUsage {
  /// The code of the finding.
  package static let code = "usage.none"

  private let message: String
  private let help: String
  /// True if a finding about the books or the exports explains it.
  private let isExplained: Bool
  /// A line on the rows that cannot be used; nil where there are none or another message tells of them.
  private var rejected: String?

  /// - Parameters:
  ///   - message: that there is none, and where.
  ///   - likely: the month that was probably meant.
  package init(
    message: String, among days: LedgerDays, likely: Month?, root: String,
    _ options: RunOptions
  ) {
    let span = days.span.map { "; the ledger covers \($0.lowerBound) to \($0.upperBound)" } ?? ""
    let month = likely.map { ["--period", $0.description] } ?? []
    self.init(
      message + span,
      help: TypedCommand.text(
        options.command.verb, in: options.takesPeriod ? root : ".",
        options.command.words + (options.takesPeriod ? month : ["--help"])),
      isExplained: false)
  }

  private init(_ message: String, help: String, isExplained: Bool) {
    self.message = message
    self.help = help
    self.isExplained = isExplained
  }

  /// - Parameters:
  ///   - rows: what became of the rows, of which none counts.
  ///   - ledger: all of it, to find its days.
  ///   - root: of the workspace, for what is typed.
  ///   - buckets: the exports of usage by bucket.
  package init(
    rows: RowCounts, period: Period?, ledger: MappingInputs, root: String, buckets: [BucketExport],
    options: RunOptions
  ) {
    if let period, rows.outsidePeriod > 0 || rows.read == 0 && !buckets.isEmpty {
      var counting = ledger
      counting.earlierStarts = StreamedResponseScan.earlierStarts(of: ledger.files, by: ledger)
      let days = LedgerDays(of: counting, buckets)
      self.init(
        message: "no usage in \(period.words)", among: days,
        likely: days.likely(for: period), root: root, options)
      if rows.rejected > 0 {
        rejected =
          "Assay cannot use \(GroupedDigits.count(rows.rejected, "row")): "
          + TypedCommand.text("check", in: root)
      }
      return
    }
    let folder = FileSystem.shellPath(WorkspacePath.ledger + "/", in: root)
    let (read, count) = (
      GroupedDigits.count(rows.read, "row"), GroupedDigits.count(Int64(ledger.files.count), "file")
    )
    let reason =
      rows.read > 0
      ? rows.read == 1 ? "its only row is unusable" : "none of its \(read) is usable"
      : ledger.files.isEmpty ? "no export" : "\(count) without a row"
    let help =
      rows.read > 0
      ? "see the messages about \(rows.read == 1 ? "it" : "them") above"
      : "put your exports there: cp usage.csv \(folder)"
    self.init("no usage in \(folder): \(reason)", help: help, isExplained: true)
  }

  /// The refusal, with what else there is to tell that explains it.
  func refusal(_ findings: [Finding], unlisted: [OmittedFindings] = []) -> RunRefusal {
    let finding = Finding(
      .error, at: Place(file: WorkspacePath.ledger), code: NoUsage.code, message: message,
      help: help)
    // Rows that cannot be used explain no period without usage: they are only counted.
    let told = findings.filter { isExplained || $0.severity == .error && $0.place.line == nil }
    let note = rejected.map {
      Finding(.note, at: finding.place, code: NoUsage.code, message: $0)
    }
    return RunRefusal(
      findings: told + [finding] + (note.map { [$0] } ?? []), unlisted: isExplained ? unlisted : [])
  }
}

extension RunOptions {
  /// The command has an option for the period; one that compares periods has operands.
  fileprivate var takesPeriod: Bool { command.verb != "compare" }
}
