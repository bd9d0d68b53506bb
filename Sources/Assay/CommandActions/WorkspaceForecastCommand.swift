import Commands
import Engine
import Glibc
import Ledger
import Outlook
import Outputs
import Overview
import Platform
import Presentation
import Pricing
import Reports
import Terminal
import Workspace

/// `assay forecast` of a workspace: what its ledger goes on to, at the prices of its books.
enum WorkspaceForecastCommand {
  static func run(_ arguments: Arguments) throws -> ExitStatus {
    var options = try arguments.workOptions()
    options.needsUsage = true
    options.command.verb = "forecast"
    let request = try arguments.forecastRequest()
    let paint = try arguments.paint()
    let patience = try arguments.patience()
    try MissingWorkspace.refuse(arguments.workspace)
    let root = arguments.workspace
    let folder = arguments.text("--output") ?? (root == "." ? "" : root + "/") + "out/forecast"
    let guarded = OutputGuard(workspace: root, isForced: arguments.has("--force"))
    for table in ForecastOutput.empty {
      // Columns are only ever added at the end: a file of another version begins alike.
      let opening = table.columns.prefix(3).map(\.name).joined(separator: ",")
      try guarded.check(
        file: folder + "/" + table.name + ".csv", header: opening, option: nil)
    }
    let made = try make(arguments, options, request)
    let printer = FindingPrinter(paint)
    let knownAt = arguments.text("--as-known-at").map { ["--as-known-at", $0] } ?? []
    Terminal.standardError.write(
      arguments.isBrief
        ? printer.brief(
          made.findings, all: TypedCommand.text("forecast", in: root, knownAt + ["--verbose"]))
        : printer.text(made.findings))
    let isNew = try FileSystem.kind(of: folder) == nil
    try FileSystem.makeFolder(folder)
    // Only an empty folder goes.
    defer { if isNew { rmdir(folder) } }
    // Not the workspace, which a run may hold for long: a forecast only reads it.
    let lock = try WorkspaceLock(folder, waiting: patience, of: "forecast")
    defer { lock.release() }
    let ofRun = try RunFiles(in: folder)
    let files = try AtomicFileSet.write(
      made.output.tables.map { ($0, folder + "/" + $0.name + ".csv") })
    Terminal.standardError.write(printer.text(ofRun.replaced(by: files)))
    if arguments.has("--json") {
      Terminal.standardOutput.write(ForecastJSON.text(made.output, folder: folder))
    } else if !arguments.has("--quiet") {
      Terminal.standardOutput.write(
        ForecastScreen(
          made.output, folder: folder, width: Terminal.width,
          paint: Paint(paint, for: .standardOutput), hasGlyphs: Terminal.hasGlyphs
        ).text)
    }
    return made.output.input.rows.status(
      made.doubts, telling: printer,
      shownBy: CheckCommand.typed(for: arguments.workspace, like: arguments))
  }

  private static func make(
    _ arguments: Arguments, _ options: RunOptions, _ request: ForecastRequest
  ) throws -> (output: ForecastOutput, doubts: Doubts, findings: [Finding]) {
    let workspace = try Workspace(arguments.workspace, options)
    let progress = arguments.progress(for: workspace)
    defer { progress?.erase() }
    let run = try Run(workspace: workspace, options: options, progress: progress?.ofLedger)
    try ReplacedModels.refuseUnknown(
      request.successors, ledger: run.input.facts, books: workspace.books)
    let replayed = try CreditLedgerInputs(of: workspace, options).map {
      try ReplayedBalances($0, of: workspace)
    }
    var findings: [Finding] = []
    let output = try ForecastOutput(
      run, request: request, replayed: replayed?.accounts ?? .none, findings: &findings)
    if findings.contains(where: { $0.severity == .error }) {
      throw RunRefusal(findings: findings.inReadingOrder)
    }
    if let lastDay = output.lastDay {
      findings += PlanChanges.findings(
        run.input.facts, after: lastDay, horizon: request.horizon, workspace)
    }
    findings += run.doubts.listed + (replayed?.findings ?? [])
    return (output, run.doubts, findings.inReadingOrder)
  }
}
