import Engine
import Explaining
import Ledger
import Presentation
import Reconciliation
import Terminal
import Workspace

/// A workspace whose books can be used, with what reading single rows of its ledger takes.
struct LoadedWorkspace {
  let workspace: Workspace
  let reconciler: Reconciler

  /// Refuses a workspace whose settings or books have errors; faults of ledger files are printed.
  init(_ root: String, _ options: RunOptions) throws {
    workspace = try Workspace(root, options)
    try workspace.refuseErrors { !WorkspacePath.isInLedger($0.place.file) }
    let errors = workspace.findings.filter { $0.severity == .error }
    Terminal.standardError.write(
      FindingPrinter(.auto).text(errors))
    reconciler = Reconciler(
      currencies: workspace.currencies, settings: workspace.books.settings)
  }

  /// Every row of the ledger with one of some request ids, per id by file and line.
  func rows(of ids: [Name], _ options: RunOptions) throws(RunRefusal) -> [[LedgerRow]] {
    var job = workspace.job(options)
    job.files = StreamedResponseScan.related(job.files, by: job)
    return try RequestSearch(ids, job: job).rows(workers: options.reading.threads)
  }

  /// The days that the options name, for which the ledger may have to be read; nil is all.
  func period(_ options: RunOptions) throws(RunRefusal) -> Period? {
    try LedgerRun.period(options, workspace: workspace)
  }
}
