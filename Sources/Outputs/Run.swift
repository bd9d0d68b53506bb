import Bills
import Closing
import Credits
import Cube
import Engine
import Forecasting
import Ledger
import Outlook
import Platform
import Reconciliation
import Reports
import Workspace

/// A ledger rated, reconciled and summed, and what is expected of the days to come: what every command that needs
/// figures starts from.
package struct Run: Sendable {
  /// The figures of the rows, as the engine made them.
  package let ledger: LedgerRun
  /// The same figures and the outlook, as reports read them.
  package let input: ReportInput
  /// Vendors' bills beside the ledger; nil without bills.
  package let bills: BillComparison?
  /// The bills that were read, with their digests.
  package let billFiles: [WrittenFile]
  /// The credit ledger replayed; nil without events.
  package let credits: CreditRun?
  /// The closed months of the workspace; nil if it has none.
  package let closes: ClosedMonths?
  /// Warnings about the workspace, the ledger, the outlook, the bills and earlier months, by file and line.
  package let findings: [Finding]

  /// Sums the rows of a workspace, and finds out at once what follows from the sums.
  package init(
    workspace: Workspace, options: RunOptions, progress: LedgerProgress?
  ) throws(RunRefusal) {
    try self.init(
      finishing: SummedLedger(workspace: workspace, options: options, progress: progress))
  }

  /// Finds out what follows from the sums.
  ///
  /// - Parameters:
  ///   - request: what is asked of the days to come; nil: nothing.
  ///   - bills: vendors' bills beside the ledger, from `billFiles`.
  ///   - credits: the credit ledger replayed.
  ///   - closes: the closed months of the workspace.
  ///   - prior: what was learned of earlier, closed months; nil without closes.
  package init(
    finishing sums: consuming SummedLedger, outlook request: ForecastRequest? = nil,
    bills: BillComparison? = nil, billFiles: [WrittenFile] = [],
    credits: CreditRun? = nil, closes: ClosedMonths? = nil, prior: PriorPeriodAdjustments? = nil
  ) throws(RunRefusal) {
    let outlook =
      sums.hasUsage
      ? request?.begin(
        of: sums.history ?? sums.facts, workspace: sums.workspace, period: sums.period,
        threads: sums.options.reading.threads) : nil
    ledger = try sums.finish()
    var input = ReportInput(
      ledger.figures, outlook: try outlook?.value().get() ?? nil, bills: bills?.reconciliation,
      credits: credits, restatement: prior?.restatement)
    input.forecastAtClose = closes?.forecast(of: ledger.period)
    self.input = input
    self.bills = bills
    self.billFiles = billFiles
    self.credits = credits
    self.closes = closes
    findings =
      (ledger.findings + OutlookNotes.findings(input.outlook) + (bills?.findings ?? [])
        + (credits?.findings ?? []) + (closes?.findings ?? []) + (prior?.findings ?? []))
  }
}

extension Run {
  /// The books and exports that were read.
  package var workspace: Workspace { ledger.workspace }
  var options: RunOptions { ledger.options }
  /// The ledger mapped, slice after slice.
  package var map: LedgerMap { ledger.map }
  var digests: InputDigests.Pending { ledger.digests }
  /// The days reported; nil is all.
  package var period: Period? { ledger.period }
  /// The findings that `findings` leaves out, counted.
  package var unlisted: [OmittedFindings] {
    ledger.unlisted + (bills?.unlisted ?? []) + (credits?.unlisted ?? [])
  }
  /// True if faulty files of the ledger, of the credit ledger, or bills, were left out.
  package var hasSkippedFiles: Bool {
    ledger.hasSkippedFiles || !(bills?.skippedFiles ?? []).isEmpty
      || !(credits?.skippedFiles ?? []).isEmpty
  }
  var rowsOfFiles: [RowCounts] { ledger.rowsOfFiles }
  /// Each file of the ledger, its format and what became of its rows.
  package var exports: [CheckedExport] { ledger.exports }
}

extension ReportInput {
  /// Creates the results of a run, as reports read them.
  fileprivate init(
    _ figures: LedgerFigures, outlook: Outlook?, bills: BillReconciliation?,
    credits: CreditRun?, restatement: Restatement?
  ) {
    self.init(
      rows: figures.rows, facts: figures.facts, reconciliation: figures.reconciliation,
      exceptions: figures.exceptions, negativeMargins: figures.negativeMargins,
      rejects: figures.rejects, settings: figures.settings, zone: figures.zone,
      ledgerFiles: figures.ledgerFiles, outlook: outlook, guards: figures.guards,
      guardedUsers: figures.guardedUsers, watch: figures.watch,
      usageByBucket: figures.usageByBucket, activeUsers: figures.activeUsers,
      plans: figures.plans, customerFees: figures.customerFees,
      planFeesBefore: figures.planFeesBefore, history: figures.history,
      unconvertedCosts: figures.unconvertedCosts,
      comparison: figures.comparison, bills: bills, credits: credits?.audit,
      creditRequests: credits?.requests, insight: figures.insight,
      restatement: restatement)
  }
}
