import Bills
import Engine
import Ledger
import Outlook
import Platform
import Workspace

/// One run of a workspace from its files to its reports, as `run`, `close` and `verify` do it.
package struct PeriodRun {
  /// The workspace that is read.
  private let root: String
  /// The workspace of the database; nil writes none.
  private let database: String?
  private let options: RunOptions
  private let lone: OptionalOutputs
  /// The close that the run makes.
  private let decision: CloseDecision?

  /// - Parameters:
  ///   - root: the workspace that is read.
  ///   - database: the workspace whose `assay.db` the run replaces; nil writes none.
  ///   - lone: the files that are written outside the folder for reports.
  ///   - decision: the close that the run makes; nil for every other run.
  package init(
    root: String, database: String?, options: RunOptions, lone: OptionalOutputs = OptionalOutputs(),
    decision: CloseDecision? = nil
  ) {
    self.root = root
    self.database = database
    self.options = options
    self.lone = lone
    self.decision = decision
  }

  /// A run whose files are in their places.
  package struct Finished {
    package let run: Run
    /// The folder of the reports.
    package let folder: String
    package let written: RunOutput.Written
    /// About reports of earlier runs that the inputs no longer give.
    package let earlier: [Finding]
  }

  /// Runs and writes; nothing is in its place if it throws.
  ///
  /// - Parameters:
  ///   - progress: makes the line of progress for the workspace that was read.
  ///   - folder: returns the folder for the reports of a period, or refuses it.
  ///   - check: refuses the results before anything takes its place; gets the days of the whole ledger.
  ///   - noUsage: makes the refusal of a period without usage; nil is that of every run.
  ///   - steps: make the run a close.
  package func finish(
    progress: (Workspace) -> LedgerProgress? = { _ in nil },
    folder: (Period?) throws -> String,
    check: (Run, ClosedRange<Day>?) throws -> Void = { _, _ in },
    noUsage: ((ClosedRange<Day>?) -> any Error)? = nil, steps: CloseCommitSteps? = nil
  ) throws -> Finished {
    let closes = try ClosedMonths(in: root, decision: decision)
    let workspace = try Workspace(root, options)
    try FocusOutput.requireOrganization(workspace, options)
    let bills = try BillFolder(of: workspace, limits: options.gzipLimits)
    let credits = try CreditLedgerInputs(of: workspace, options)
    var options = options
    options.useZones = bills?.dayZones(of: workspace)
    let progress = progress(workspace)
    let stored = try database.flatMap { root in
      let file = try DatabaseFile(workspace: root)
      return DatabaseFile.isPossible(in: root) ? file : nil
    }
    let sums = try SummedLedger(workspace: workspace, options: options, progress: progress)
    let days = sums.all.usualDays
    if !sums.hasUsage, let noUsage { throw noUsage(days) }
    var begun: PendingOutput?
    if sums.hasUsage {
      begun = try PendingOutput(
        sums.all, folder: try folder(sums.period), database: stored,
        inTurn: options.reading.threads == 1)
    }
    let run: Run
    do {
      let billed = try bills?.result(beside: sums, options)
      let replayed = try credits.map { try CreditRun($0, beside: sums, options, bills: true) }
      let billFiles = try bills?.digested() ?? []
      let prior = try PriorPeriodAdjustments(
        beside: sums, replayed, billFiles: billFiles, restates: decision?.kind == .restate)
      run = try Run(
        finishing: consume sums, outlook: ForecastRequest(), bills: billed,
        billFiles: billFiles, credits: replayed, closes: closes, prior: prior)
      try check(run, days)
    } catch {
      if let begun { begun.discard(begun.output) }
      throw error
    }
    guard let output = begun else {
      preconditionFailure("a run that is not refused has facts")
    }
    let path = output.output.path
    let earlier = try OutdatedReports(beside: run, in: path).findings()
    let written = try RunOutput.write(run, output, lone, progress: progress, steps: steps)
    return Finished(run: run, folder: path, written: written, earlier: earlier)
  }
}
