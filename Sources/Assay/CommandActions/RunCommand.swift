import Bills
import Commands
import Engine
import Ledger
import Outlook
import Outputs
import Platform
import Presentation
import Reports
import Terminal
import Workspace

/// `assay run`: rate, reconcile and report.
enum RunCommand {
  static func run(_ arguments: Arguments) throws -> ExitStatus {
    let (status, folder) = try report(arguments)
    if arguments.has("--open") {
      _ = OpenCommand.show(
        folder + "/" + RunOutput.pageName,
        to: arguments.has("--json") ? .standardError : .standardOutput,
        FindingPrinter(try arguments.paint()))
    }
    return status
  }

  /// The options of a run.
  static func options(_ arguments: Arguments) throws -> RunOptions {
    var options = try arguments.workOptions()
    options.computeReports()
    options.comparison = .coveredPeriodBefore
    options.period = try arguments.period()
    options.skipsBadFiles = arguments.has("--skip-bad-files")
    options.focus = try arguments.focus()
    return options
  }

  /// Returns the exit status and the folder of the reports, when others may work in the workspace again.
  ///
  /// - Parameters:
  ///   - parts: the slices that other processes mapped; nil maps the ledger here.
  ///   - books: the folder whose settings and books are read; nil is that of the workspace.
  static func report(
    _ arguments: Arguments, parts: PartialSlices? = nil, books: String? = nil
  ) throws -> (status: ExitStatus, folder: String) {
    var options = try options(arguments)
    options.parts = parts
    options.view.books = books
    let conditions = try FailCondition.read(arguments)
    let tolerance = try BillFailCondition.tolerance(arguments)
    let paint = try arguments.paint()

    try MissingWorkspace.refuse(arguments.workspace)
    let lock = try WorkspaceLock.ofWriter(arguments.workspace, waiting: try arguments.patience())
    defer { lock.release() }
    try ClosedFolder.sweep(in: arguments.workspace)
    let guarded = OutputGuard(
      workspace: arguments.workspace, isForced: arguments.has("--force"))
    let lone = arguments.loneFiles
    let stated = arguments.outputFolder(in: arguments.workspace, period: nil)
    try guarded.check(reports: stated, lone)
    var checked: Set = [stated]
    func check(_ folder: String) throws {
      if checked.insert(folder).inserted { try guarded.check(reports: folder, lone) }
    }
    // A closed month is refused before its rows are read.
    if case .days(let days) = options.period {
      try check(arguments.outputFolder(in: arguments.workspace, period: days))
    }
    let outputLock = try guarded.lock(above: stated, waiting: try arguments.patience())
    defer { outputLock?.release() }
    let finished = try work(arguments, options) { folder in
      try check(folder)
      if arguments.has("--invoices") { try InvoiceOutput.check(guarded, in: folder) }
    }
    let (run, folder) = (finished.run, finished.folder)
    let invoices = try InvoiceOutput.write(
      arguments.has("--invoices") ? run.credits : nil, inFolder: folder)
    let printer = FindingPrinter(paint)
    tell(finished, invoices, arguments, paint, printer)
    MemoryRelease.leave((run, finished.written))
    return (conclude(run, conditions, tolerance, printer), folder)
  }

  /// Says what was found and written.
  private static func tell(
    _ finished: PeriodRun.Finished, _ invoices: Int, _ arguments: Arguments,
    _ paint: Paint.Choice, _ printer: FindingPrinter
  ) {
    let (run, folder, written) = (finished.run, finished.folder, finished.written)
    let skipped = Set(run.skippedFiles.map(\.path))
    let findings =
      (run.findings + RepeatedFiles.findings(among: written.inputs) + written.findings
      + finished.earlier).inReadingOrder
    Terminal.standardError.write(
      arguments.isBrief
        ? printer.brief(
          findings + written.afterthoughts, unlisted: run.unlisted,
          figures: FindingKindFigures.of(run),
          all: CheckCommand.typed(for: arguments.workspace, like: arguments, ["--verbose"]))
        : printer.text(
          findings, unlisted: run.unlisted,
          list: { code, file in
            skipped.contains(file) ? nil : folder + "/" + FindingPrinter.list(of: code)
          }) + printer.text(written.afterthoughts))
    if arguments.has("--json") {
      Terminal.standardOutput.write(
        SummaryJSON(run: run, overview: written.overview, folder: folder).text)
    } else if !arguments.has("--quiet") {
      Terminal.standardOutput.write(
        RunScreen(
          written.overview, folder: folder, files: written.names + InvoiceCountText.files(invoices),
          next: next(run, arguments), width: Terminal.width,
          paint: Paint(paint, for: .standardOutput), hasGlyphs: Terminal.hasGlyphs
        ).text)
    }
  }

  /// The commands that go on from a run: its page, and what changed or who matters most.
  private static func next(_ run: Run, _ arguments: Arguments) -> [String] {
    guard arguments.text("--output") == nil else { return [] }
    func typed(_ verb: String, _ words: [String]) -> String {
      TypedCommand.text(verb, in: arguments.workspace, words)
    }
    let name = run.period.map { $0.name ?? $0.folderName }
    let periods = run.input.comparison.flatMap { comparison in
      [comparison.a, comparison.b].map(\.period).compactMap(\.name)
    }
    return [
      typed("open", name.map { [$0] } ?? []),
      periods.map { typed("compare", $0) }
        ?? typed("top", ["accounts"] + (run.period?.name.map { ["--period", $0] } ?? [])),
    ]
  }

  /// Runs and writes, with a line of progress that is gone before anything else is said.
  private static func work(
    _ arguments: Arguments, _ options: RunOptions, check: (String) throws -> Void
  ) throws -> PeriodRun.Finished {
    var progress: Progress?
    defer { progress?.erase() }
    let root = arguments.workspace
    return try PeriodRun(
      root: root, database: root, options: options, lone: arguments.loneFiles
    ).finish { workspace in
      progress = arguments.progress(for: workspace)
      return progress?.ofLedger
    } folder: { period in
      let folder = arguments.outputFolder(in: root, period: period)
      try check(folder)
      return folder
    }
  }

  /// The last message if files were left out.
  static let withoutFiles = "assay: complete without the files that Assay cannot use (exit 1)"

  private static func conclude(
    _ run: Run, _ conditions: [FailCondition], _ tolerance: Money, _ printer: FindingPrinter
  ) -> ExitStatus {
    func say(_ line: String) { Terminal.standardError.write(printer.line(line)) }
    if run.hasSkippedFiles {
      say(withoutFiles)
      return .failed
    }
    let met = conditions.filter { $0.isMet(by: run.input, tolerance: tolerance) }
    if !met.isEmpty {
      let names = FailCondition.names(of: met).joined(separator: ", ")
      say("assay: complete, but --fail-on matched: \(names) (exit 3)")
      return .conditionMet
    }
    let events = run.credits?.notUsed
    if let events { say("assay: complete, but \(events) (exit 2)") }
    let hasDoubtfulLines = run.bills?.hasDoubtfulLines ?? false
    if hasDoubtfulLines { say(BillCommand.withoutLines) }
    if hasDoubtfulLines || events != nil {
      _ = run.input.rows.status(run.doubts, telling: printer, shownBy: nil)
      return .rowsNotUsed
    }
    return run.input.rows.status(run.doubts, telling: printer, shownBy: nil)
  }
}
