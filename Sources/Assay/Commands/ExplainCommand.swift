import Intake
import Ledger
import Overview
import Pricing
import Reconciliation

/// `assay explain`: how one request was priced, multiplied, rounded and compared; or what is behind a
/// figure.
enum ExplainCommand {
  static func run(_ arguments: Arguments) throws -> ExitStatus {
    if let figure = arguments.text("--figure") {
      return try FigureCommand.run(arguments, figure: figure)
    }
    try refuseWhatIsForFigures(arguments)
    let period = try arguments.statedPeriod()
    let options = try arguments.workOptions()
    let operands = try WorkspaceOperands(
      arguments, command: "explain", operand: "a request id, as in explain REQUEST_ID")
    let paint = Paint(try arguments.paint(), for: .standardOutput)
    try NoWorkspace.refuse(operands.workspace)
    let workspace = try LoadedWorkspace(operands.workspace, options)
    let id = Name(operands.subject)
    let rows = try workspace.rows(of: id, options)
    guard let explanation = Explanation(id, rows: rows, period: period) else {
      return notFound(id, in: workspace)
    }
    if arguments.has("--json") {
      Terminal.standardOutput.write(
        ExplainJSON(
          explanation: explanation, reconciler: workspace.reconciler,
          currencyRates: workspace.workspace.currencyRates
        ).text)
      return .complete
    }
    let screen = ExplainScreen(
      explanation: explanation, reconciler: workspace.reconciler,
      workspace: workspace.workspace, width: Terminal.width, paint: paint)
    Terminal.standardOutput.write(screen.text)
    return .complete
  }

  /// What decides which rows a figure counts says nothing of a single request.
  private static func refuseWhatIsForFigures(_ arguments: Arguments) throws(UsageFault) {
    let given =
      ["--last", "--max-rejects"].first { arguments.text($0) != nil }
      ?? (arguments.has("--skip-bad-files") ? "--skip-bad-files" : nil)
    if let given { throw .needsOther(option: given, other: "--figure FIGURE") }
  }

  private static func notFound(_ id: Name, in workspace: LoadedWorkspace) -> ExitStatus {
    let files = Figures.count(Int64(workspace.workspace.ledger.count), "file")
    Terminal.standardError.write(
      FindingPrinter(.auto).line(
        "assay: error: no request \"\(id.description)\" in \(files) of ledger/ (exit 1)"))
    return .failed
  }
}

/// The operands of a command that takes a workspace, or the current folder, and one thing in it.
struct WorkspaceOperands {
  let workspace: String
  let subject: String

  init(_ arguments: Arguments, command: String, operand: String) throws(UsageFault) {
    let operands = arguments.operands
    guard let last = operands.last, !last.isEmpty else {
      throw .missingOperand(command: command, operand: operand)
    }
    subject = last
    // A lone folder is a workspace, and nothing was named in it.
    if operands.count == 1, case .folder? = WorkspaceOperands.kind(of: last) {
      throw .missingOperand(command: command, operand: operand)
    }
    guard operands.count > 1, let first = operands.first, !first.isEmpty else {
      workspace = "."
      return
    }
    workspace = Arguments.folder(first)
  }
}

extension WorkspaceOperands {
  /// What stands at a path, if anything can be seen there.
  fileprivate static func kind(of path: String) -> FileSystem.Kind? {
    do throws(SystemError) { return try FileSystem.kind(of: path) } catch { return nil }
  }
}

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

  /// Every row of the ledger with a request id, by file and line.
  func rows(of id: Name, _ options: RunOptions) throws(RunRefusal) -> [LedgerRow] {
    let job = MapJob(workspace.ledger, of: workspace, options: options, progress: nil)
    do throws(RequestSearch.Failure) {
      return try RequestSearch(id, job: job).rows(workers: options.threads)
    } catch {
      switch error {
      case .file(let failure, let path):
        throw RunRefusal(findings: [failure.finding(in: path)])
      case .books(let problem): throw RunRefusal(problem)
      }
    }
  }
}
