import Commands
import Engine
import Outputs
import Overview
import Presentation
import Sampling
import Terminal
import Workspace

/// `assay sample`: requests for an audit, each with every step of its cost and charge.
enum SampleCommand {
  static func run(_ arguments: Arguments) throws -> ExitStatus {
    let plan = try SamplePlan(arguments)
    let paint = try arguments.paint()
    return try arguments.whileLocked { guarded in
      let (run, sample, folder) = try draw(plan, arguments, guarded)
      let printer = FindingPrinter(paint)
      Terminal.standardError.write(printer.text(run.faultsOfSkippedFiles))
      let text = SampleText(sample, folder: folder)
      if arguments.has("--json") {
        Terminal.standardOutput.write(text.json)
      } else if !arguments.has("--quiet") {
        Terminal.standardOutput.write(text.screen)
      }
      if run.hasSkippedFiles {
        Terminal.standardError.write(printer.line(RunCommand.withoutFiles))
        return .failed
      }
      return run.input.rows.status(
        run.doubts, telling: printer,
        shownBy: CheckCommand.typed(for: arguments.workspace, like: arguments))
    }
  }

  /// Rates the ledger, draws and writes, with a progress line that it erases.
  private static func draw(
    _ plan: SamplePlan, _ arguments: Arguments, _ guarded: OutputGuard
  ) throws -> (run: Run, sample: SampleOutput, folder: String) {
    var options = try arguments.workOptions()
    options.period = try arguments.period()
    options.skipsBadFiles = arguments.has("--skip-bad-files")
    options.needsUsage = true
    options.command.verb = "sample"
    let workspace = try Workspace(arguments.workspace, options)
    let progress = arguments.progress(for: workspace)
    defer { progress?.erase() }
    let run = try Run(workspace: workspace, options: options, progress: progress?.ofLedger)
    let folder = arguments.outputFolder(in: arguments.workspace, period: run.period)
    try guarded.checkFolder(
      folder, names: SampleOutput.fileNames,
      foreign: { try SampleOutput.isOurs(in: $0) ? nil : $1.first })
    try SampleOutput.refuseOtherInputs(in: folder, now: run)
    let sample = try SampleOutput(plan, of: run, in: folder)
    if sample.facts.size > SamplePlan.sizes.upperBound {
      throw UsageFault.wrongValue(
        option: "--strata", text: arguments.text("--strata") ?? "",
        expected: "at most \(Figures.count(Int64(SamplePlan.sizes.upperBound))) requests in all,"
          + " not \(Figures.count(Int64(sample.facts.size)))")
    }
    _ = try sample.write(toFolder: folder)
    return (run, sample, folder)
  }
}
