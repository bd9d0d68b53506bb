import Commands
import Engine
import Explaining
import Ledger
import Outputs
import Presentation
import Reports
import Terminal
import Workspace

/// `assay explain --figure`: the facts and the requests behind a figure of a report.
enum FigureCommand {
  static func run(_ arguments: Arguments, figure: String) throws -> ExitStatus {
    let planFigure = PlanFeeFigure(address: figure)
    let compared = try ReconciliationFigure(address: figure)
    let billed = try BillFigure(address: figure)
    let credits = try CreditFigure(address: figure)
    let deferred = try DeferredFigure(address: figure)
    let address =
      try planFigure == nil && compared == nil && billed == nil && credits == nil
      && deferred == nil
      ? FigureAddress(figure) : nil
    guard arguments.operands.count < 2 else {
      throw UsageFault.tooManyOperands(command: "explain --figure", first: arguments.operands[1])
    }
    if let deferred { return try CreditFigureCommand.run(arguments, deferred) }
    if let credits { return try CreditFigureCommand.run(arguments, credits) }
    var options = try arguments.workOptions()
    options.period = try arguments.period()
    options.needsUsage = true
    options.command = ("explain", ["--figure", figure])
    options.skipsBadFiles = arguments.has("--skip-bad-files")
    let paint = try arguments.paint()
    try MissingWorkspace.refuse(arguments.workspace)
    if let billed { return try BillFigureCommand.run(arguments, billed, options, paint) }
    let workspace = try Workspace(arguments.workspace, options)
    let run =
      try planFigure == nil
      ? Run(workspace: workspace, options: options, progress: nil)
      : Run(besideCreditsOf: workspace, options)
    let printer = FindingPrinter(paint)
    Terminal.standardError.write(printer.text(run.faultsOfSkippedFiles))
    let screenPaint = Paint(paint, for: .standardOutput)
    if let planFigure {
      let explanation = PlanFeeFigureExplanation(planFigure, of: run)
      Terminal.standardOutput.write(
        arguments.has("--json")
          ? explanation.json : explanation.screen(width: Terminal.width, paint: screenPaint))
    }
    if let compared {
      let explanation = try ReconciliationFigureExplanation(compared, of: run)
      Terminal.standardOutput.write(
        arguments.has("--json")
          ? explanation.json
          : explanation.screen(
            workspace: arguments.workspace, knownAt: arguments.text("--as-known-at"),
            width: Terminal.width, paint: screenPaint))
    }
    if let address {
      guard let explanation = try FigureExplanation(address, of: run.ledger) else {
        Terminal.standardError.write(printer.line(address.notFound(among: run.input.facts)))
        return .failed
      }
      Terminal.standardOutput.write(
        arguments.has("--json")
          ? FigureJSON(figure: explanation).text
          : FigureScreen(
            figure: explanation, workspace: arguments.workspace,
            knownAt: arguments.text("--as-known-at"), width: Terminal.width, paint: screenPaint
          ).text)
    }
    guard run.hasSkippedFiles else { return .complete }
    Terminal.standardError.write(printer.line(RunCommand.withoutFiles))
    return .failed
  }
}
