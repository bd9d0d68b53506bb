import Commands
import Engine
import Ledger
import Outputs
import Platform
import Presentation
import Rating
import Scenarios
import Simulation
import Tables
import Terminal
import Workspace

/// `assay simulate`: what changed books would have done to the traffic that there was.
enum SimulateCommand {
  static func run(_ arguments: Arguments) throws -> ExitStatus {
    var options = try arguments.workOptions()
    options.period = try arguments.period()
    options.needsUsage = true
    options.command.verb = "simulate"
    let paint = try arguments.paint()
    let named = try ScenarioOperands(arguments)
    let comparesWithRecorded =
      try arguments.value("--baseline", expected: "books or recorded") {
        ["books", "recorded"].contains($0) ? $0 == "recorded" : nil
      } ?? false
    let target = try arguments.value(
      "--target-margin", expected: "a percentage below 100", AmountParser.targetMargin)
    let proposer = try Proposer(arguments)
    try MissingWorkspace.refuse(named.workspace)

    let lock = try WorkspaceLock.ofWriter(named.workspace, waiting: try arguments.patience())
    defer { lock.release() }
    let guarded = OutputGuard(workspace: named.workspace, isForced: arguments.has("--force"))
    let workspace = try Workspace(named.workspace, options)
    try workspace.refuseErrors()
    var request = try request(named, arguments, books: workspace.books)
    request.comparesWithRecorded = comparesWithRecorded
    request.targetMargin = target
    let work = try work(request, arguments, workspace, options, proposer, guarded)
    try work.proposal?.write()
    if arguments.has("--json") {
      Terminal.standardOutput.write(SimulationJSON(answer: work.answer).text)
    } else if !arguments.has("--quiet") {
      Terminal.standardOutput.write(
        SimulationScreen(
          answer: work.answer, isRecorded: comparesWithRecorded, scenarios: request.scenarios,
          books: workspace.books, zone: workspace.zone, folder: work.folder,
          files: work.files, replacesEarlier: work.replacesEarlier, proposed: work.proposal?.words,
          width: Terminal.width,
          paint: Paint(paint, for: .standardOutput), hasGlyphs: Terminal.hasGlyphs
        ).text)
    }
    return work.answer.rows.status(
      telling: FindingPrinter(paint),
      shownBy: CheckCommand.typed(for: named.workspace, like: arguments))
  }

  /// The scenarios of files and of options, and the search among them.
  private static func request(
    _ named: ScenarioOperands, _ arguments: Arguments, books: Books
  ) throws -> SimulationRequest {
    let reader = ChangeReader(books: books)
    var request = SimulationRequest(
      scenarios: try named.scenarios(books: books), keepsFacts: arguments.has("--facts"))
    let changes = try arguments.changes(reader)
    if !changes.isEmpty {
      let name = changes.map(\.words).joined(separator: ", ")
      request.scenarios.append(Scenario(name: Name(name), changes: changes))
    }
    var names: Set<Name> = []
    for scenario in request.scenarios where !names.insert(scenario.name).inserted {
      throw ScenarioProblem(
        fault: .sameName(scenario.name),
        place: scenario.changes.first?.place ?? Place(file: scenario.name.description))
    }
    if let text = arguments.text("--search") {
      request.search = try SearchArgument.read(text, reader, besides: changes)
    }
    return request
  }

  /// The results and written files of a simulation, and a proposal that is still to be written.
  private struct Work {
    let answer: SimulationAnswer
    let folder: String
    let files: [String]
    let replacesEarlier: Bool
    let proposal: PendingMultipliers?
  }

  /// Simulates and writes the files, with a line of progress that is gone before anything else is said.
  private static func work(
    _ request: SimulationRequest, _ arguments: Arguments, _ workspace: Workspace,
    _ options: RunOptions, _ proposer: Proposer?, _ guarded: OutputGuard
  ) throws -> Work {
    let progress = arguments.progress(for: workspace)
    defer { progress?.erase() }
    let answer = try SimulationJob.run(
      request, workspace: workspace, options: options, progress: progress?.ofLedger)
    let proposal = try proposer?.plan(request.scenarios, lastDay: answer.lastDay, in: workspace)
    if proposal != nil { Interruption.expect(.proposal) }
    let folder =
      arguments.text("--output").map(Arguments.folder)
      ?? (workspace.root == "." ? "" : workspace.root + "/") + "out/simulation"
    try guarded.checkFolder(
      folder, names: SimulationOutput.fileNames,
      foreign: { try SimulationOutput.isOurs(in: $0) ? nil : $1.first })
    let outputLock = try guarded.lock(above: folder, waiting: try arguments.patience())
    defer { outputLock?.release() }
    progress?.begin("Writing \(folder)/")
    let replacesEarlier = try SimulationOutput.isEarlier(in: folder)
    let files = try SimulationOutput.write(
      answer, to: folder,
      lastDay: answer.simulation.days?.upperBound ?? WorkbookProperties.dayOfNone)
    return Work(
      answer: answer, folder: folder, files: files, replacesEarlier: replacesEarlier,
      proposal: proposal)
  }
}
