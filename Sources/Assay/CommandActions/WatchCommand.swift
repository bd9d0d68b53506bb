import Commands
import Ledger
import Outputs
import Presentation
import Reports
import Scenarios
import Simulation
import Terminal
import Workspace

/// `assay watch`: price changes, their exposure, and what to do.
enum WatchCommand {
  static func run(_ arguments: Arguments) throws -> ExitStatus {
    var options = try arguments.workOptions()
    options.period = try arguments.period()
    options.needsUsage = true
    options.command.verb = "watch"
    options.weighsPrices = true
    let paint = try arguments.paint()
    let word = try AlertAcknowledgement(arguments)
    try MissingWorkspace.refuse(arguments.workspace)
    let lock = try WorkspaceLock.ofWriter(arguments.workspace, waiting: try arguments.patience())
    defer { lock.release() }
    let guarded = OutputGuard(
      workspace: arguments.workspace, isForced: arguments.has("--force"))
    func work() throws -> Run {
      let workspace = try Workspace(arguments.workspace, options)
      let progress = arguments.progress(for: workspace)
      defer { progress?.erase() }
      return try Run(workspace: workspace, options: options, progress: progress?.ofLedger)
    }
    var run = try work()
    let folder = arguments.outputFolder(in: arguments.workspace, period: run.period)
    try guarded.checkFolder(
      folder, names: WatchOutput.fileNames,
      foreign: { try WatchOutput.isOurs(in: $0) ? nil : $1.first })
    let outputLock = try guarded.lock(above: folder, waiting: try arguments.patience())
    defer { outputLock?.release() }
    // What refuses the files refuses the word as well: it is added last.
    if let word {
      try word.append(answering: run.input.watch.alerts.map(\.alert), root: arguments.workspace)
      run = try work()
    }
    let ofRun = try RunFiles(in: folder)
    let files = try WatchOutput.write(run, to: folder)
    let printer = FindingPrinter(paint)
    Terminal.standardError.write(printer.text(ofRun.replaced(by: files)))
    answer(run, in: folder, files: files.map(\.path), arguments, paint)
    return run.input.rows.status(
      run.doubts, telling: printer,
      shownBy: CheckCommand.typed(for: arguments.workspace, like: arguments))
  }

  private static func answer(
    _ run: Run, in folder: String, files: [String], _ arguments: Arguments, _ paint: Paint.Choice
  ) {
    if arguments.has("--json") {
      Terminal.standardOutput.write(
        JSONText.object([
          ("assay", .string(Version.number)),
          ("price_watch", Report.priceWatch.table(run.input).json),
          ("price_watch_tiers", Report.priceWatchTiers.table(run.input).json),
        ]).text)
    } else if !arguments.has("--quiet") {
      Terminal.standardOutput.write(
        WatchScreen(
          watch: run.input.watch, days: run.period.map { $0.from...$0.lastDay } ?? run.days,
          reader: ChangeReader(books: run.workspace.books), root: arguments.workspace,
          folder: folder, files: files,
          width: Terminal.width, paint: Paint(paint, for: .standardOutput),
          hasGlyphs: Terminal.hasGlyphs
        ).text)
    }
  }
}

extension AlertAcknowledgement {
  /// Adds it to the book of acknowledgements, if one of `alerts` has its id and was known by then.
  fileprivate func append(answering alerts: [PriceAlert], root: String) throws {
    let named = alerts.filter { $0.id == id }
    if named.isEmpty {
      throw AlertFault.unknown(id: id, near: nearest(to: id, among: alerts.map(\.id)))
    }
    if let known = named.compactMap(\.knownSince).min(), known > at {
      throw AlertFault.notYetKnown(id: id, known: known, at: at)
    }
    try AcknowledgementFile.append(
      id: id, action: action, reason: reason, by: name, at: at, root: root)
  }
}
