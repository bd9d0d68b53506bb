import Commands
import Comparing
import Engine
import Ledger
import Outputs
import Overview
import Platform
import Presentation
import Rating
import Scenarios
import Simulation
import Terminal
import Workspace

/// `assay compare`: the change between two periods, by driver.
enum CompareCommand {
  static func run(_ arguments: Arguments) throws -> ExitStatus {
    let operands = try CompareOperands(arguments)
    var options = try arguments.workOptions()
    options.needsUsage = true
    options.skipsBadFiles = arguments.has("--skip-bad-files")
    options.command.verb = "compare"
    options.listsRows = false
    let paint = try arguments.paint()
    try MissingWorkspace.refuse(operands.workspace)
    let lock = try WorkspaceLock.ofWriter(operands.workspace, waiting: try arguments.patience())
    defer { lock.release() }
    let root = operands.workspace
    let folder =
      arguments.text("--output").map(Arguments.folder)
      ?? (root == "." ? "" : root + "/") + "out/comparison"
    let guarded = OutputGuard(workspace: root, isForced: arguments.has("--force"))
    try guarded.checkFolder(
      folder, names: ComparisonOutput.fileNames,
      foreign: { try ComparisonOutput.isOurs(in: $0) ? nil : $1.first })
    let facts = arguments.text("--facts")
    if let facts {
      try guarded.check(
        file: facts, header: ComparisonOutput.factsHeader, option: "--facts facts.csv")
      let isInFolder =
        OutputGuard.plannedPath(FileSystem.parent(of: facts)) == OutputGuard.plannedPath(folder)
      if isInFolder, ComparisonOutput.fileNames.contains(FileSystem.name(of: facts)) {
        throw UsageFault.wrongValue(
          option: "--facts", text: facts, expected: "a file that is not part of the comparison")
      }
    }
    let outputLock = try guarded.lock(above: folder, waiting: try arguments.patience())
    defer { outputLock?.release() }
    let (run, scenario) = try compare(operands, arguments, options)
    guard let comparison = run.input.comparison else {
      preconditionFailure("a comparison that is not refused has been made")
    }
    let printer = FindingPrinter(paint)
    let ofRun = try RunFiles(in: folder)
    let files = try ComparisonOutput.write(comparison, to: folder, facts: facts)
    Terminal.standardError.write(printer.text(ofRun.replaced(by: files)))
    let changed = ComparisonSummary(comparison)
    if arguments.has("--json") {
      Terminal.standardOutput.write(CompareJSON.text(comparison, scenario: scenario))
    } else if !arguments.has("--quiet") {
      Terminal.standardOutput.write(
        CompareScreen(
          changed, folder: folder, files: files.map(\.path), facts: facts, scenario: scenario,
          width: Terminal.width,
          paint: Paint(paint, for: .standardOutput), hasGlyphs: Terminal.hasGlyphs
        ).text)
    }
    var rows = run.input.rows
    // Of one period compared with itself, they are the same rows.
    if comparison.a.period != comparison.b.period {
      rows.unpriced += comparison.unpricedInBase
      rows.conflict += comparison.a.conflicts
      rows.rejected += comparison.a.rejected
    }
    return rows.status(
      run.doubts, telling: printer,
      shownBy: CheckCommand.typed(for: root, like: arguments))
  }

  /// Rates the ledger and compares the periods, with a progress line that it erases.
  private static func compare(
    _ operands: CompareOperands, _ arguments: Arguments, _ given: RunOptions
  ) throws -> (run: Run, scenario: String?) {
    var options = given
    let workspace = try Workspace(operands.workspace, options)
    try workspace.refuseErrors { !WorkspacePath.isInLedger($0.place.file) }
    let scenario = try arguments.comparedBooks(workspace.books)
    func days(_ option: RunOptions.PeriodOption) throws -> Period? {
      if case .days(let period) = option { return period }
      var options = given
      options.period = option
      return try LedgerRun.period(options, workspace: workspace)
    }
    options.period = .lastMonth
    options.comparison = .periodBefore
    // An empty ledger has no such days, and is refused.
    if let (first, last) = operands.periods, let a = try days(first), let b = try days(last) {
      if scenario == nil ? a.from < b.to && b.from < a.to : a != b {
        throw UsageFault.wrongOperand(
          command: "compare", text: "\(a.name ?? a.words) \(b.name ?? b.words)",
          expected: scenario == nil
            ? "periods that do not overlap, or one period twice with a change such as --set"
            : "the same period twice, because the command states a change",
          near: nil)
      }
      (options.period, options.comparison) = (.days(b), .days(a, scenario: scenario?.books))
    } else if let scenario, let month = try days(.lastMonth) {
      (options.period, options.comparison) = (.days(month), .days(month, scenario: scenario.books))
    }
    let progress = arguments.progress(for: workspace)
    defer { progress?.erase() }
    let run = try Run(workspace: workspace, options: options, progress: progress?.ofLedger)
    return (run, scenario?.words)
  }
}
