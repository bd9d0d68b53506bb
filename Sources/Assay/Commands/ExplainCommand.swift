import Explaining
import Ledger
import Overview
import Presentation
import Terminal
import Workspace

/// `assay explain`: how one request was priced, multiplied, rounded and compared; or what is behind a
/// figure.
enum ExplainCommand {
  static func run(_ arguments: Arguments) throws -> ExitStatus {
    if let figure = arguments.text("--figure") {
      return try FigureCommand.run(arguments, figure: figure)
    }
    try refuseWhatIsForFigures(arguments)
    var options = try arguments.workOptions()
    options.period = try arguments.statedPeriod()
    options.command = ("explain", arguments.operands.suffix(1))
    let operands = try WorkspaceOperands(
      arguments, command: "explain", operand: "a request id, as in explain REQUEST_ID")
    let paint = Paint(try arguments.paint(), for: .standardOutput)
    try MissingWorkspace.refuse(operands.workspace)
    let workspace = try LoadedWorkspace(operands.workspace, options)
    let id = Name(operands.subject)
    let rows = try workspace.rows(of: id, options)
    let period = try workspace.period(options)
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

  /// Refuses options that select the rows of a figure, which have no effect on a single request.
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
