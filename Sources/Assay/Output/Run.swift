import Cube
import Engine
import Forecasting
import Ledger
import Outlook
import Platform
import Reconciliation
import Reports
import Terminal
import Workspace

/// A ledger rated, reconciled and summed, and what is expected of the days to come: what every command that needs
/// figures starts from.
struct Run: Sendable {
  let ledger: LedgerRun
  let input: ReportInput
  /// Warnings about the workspace, the ledger and the outlook, by file and line.
  let findings: [Finding]

  /// - Parameters:
  ///   - request: what is asked of the days to come; nil: nothing.
  ///   - whenSummed: gets the facts and the days reported (nil is all) as soon as they are known, before what follows
  ///     from them is.
  init(
    workspace: Workspace, options: RunOptions, progress: Progress?,
    outlook request: OutlookRequest? = nil, whenSummed: (Facts, Period?) -> Void = { _, _ in }
  ) throws(RunRefusal) {
    var options = options
    options.keepsEarlier = request != nil
    var outlook: Parallel.Pending<Result<Outlook?, RunRefusal>>?
    ledger = try LedgerRun(
      workspace: workspace, options: options, progress: progress?.ofLedger
    ) { facts, history, period in
      whenSummed(facts, period)
      guard let request else { return }
      outlook = request.begin(
        of: history ?? facts, workspace: workspace, period: period, threads: options.threads)
    }
    let made = try outlook?.value().get()
    input = ReportInput(ledger.figures, outlook: made ?? nil)
    findings = ledger.findings + OutlookNotes.findings(input.outlook)
  }
}

extension Run {
  var workspace: Workspace { ledger.workspace }
  var options: RunOptions { ledger.options }
  var map: LedgerMap { ledger.map }
  var repeats: RepeatSearch { ledger.repeats }
  var digests: InputDigests.Pending { ledger.digests }
  var period: Period? { ledger.period }
  var unlisted: [UnlistedFindings] { ledger.unlisted }
  var hasSkippedFiles: Bool { ledger.hasSkippedFiles }
  var rowsOfFiles: [RowCounts] { ledger.rowsOfFiles }
  var exports: [CheckedExport] { ledger.exports }
  var repeatedRows: Set<RowIdentity> { ledger.repeatedRows }
}

extension ReportInput {
  /// What a run found out, as reports read it.
  fileprivate init(_ figures: LedgerFigures, outlook: Outlook?) {
    self.init(
      rows: figures.rows, facts: figures.facts, reconciliation: figures.reconciliation,
      exceptions: figures.exceptions, negativeMargins: figures.negativeMargins,
      rejects: figures.rejects, settings: figures.settings, zone: figures.zone,
      ledgerFiles: figures.ledgerFiles, outlook: outlook, guards: figures.guards,
      guardedUsers: figures.guardedUsers, watch: figures.watch,
      usageByBucket: figures.usageByBucket, activeUsers: figures.activeUsers,
      plans: figures.plans, unconvertedCosts: figures.unconvertedCosts)
  }
}

extension Progress {
  /// The line as workers report to it.
  var ofLedger: LedgerProgress {
    LedgerProgress(
      advance: { self.advance(by: $0, rows: $1, in: $2) }, begin: { self.begin($0) })
  }
}
