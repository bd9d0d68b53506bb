import Ledger
import Overview
import Rating
import Simulation

/// `assay simulate`: what changed books would have done to the traffic that there was.
enum SimulateCommand {
  static func run(_ arguments: Arguments) throws -> ExitStatus {
    var options = try arguments.workOptions()
    options.period = try arguments.period()
    let paint = try arguments.paint()
    let named = try ScenarioOperands(arguments)
    let comparesWithRecorded =
      try arguments.value("--baseline", expected: "books or recorded") {
        ["books", "recorded"].contains($0) ? $0 == "recorded" : nil
      } ?? false
    let target = try arguments.value(
      "--target-margin", expected: "a percentage below 100", ChangeReader.percent)
    let proposer = try Proposer(arguments)
    try NoWorkspace.refuse(named.workspace)

    let lock = try WorkspaceLock(named.workspace, waiting: try arguments.patience())
    defer { lock.release() }
    let guarded = OutputGuard(workspace: named.workspace, isForced: arguments.has("--force"))
    let workspace = try Workspace(
      root: named.workspace, knownAt: options.knownAt, limits: options.gzipLimits)
    if workspace.findings.contains(where: { $0.severity == .error }) {
      throw RunRefusal(findings: workspace.findings)
    }
    let reader = ChangeReader(books: workspace.books)
    var request = SimulationRequest(
      scenarios: try named.scenarios(books: workspace.books),
      comparesWithRecorded: comparesWithRecorded, targetMargin: target,
      keepsFacts: arguments.has("--facts"))
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
      request.search = try SearchText.read(text, reader, besides: changes)
    }
    let progress = arguments.progress(for: workspace)
    let answer: SimulationAnswer
    let files: [String]
    let folder: String
    let proposal: Proposal?
    do {
      defer { progress?.erase() }
      answer = try SimulationJob.run(
        request, workspace: workspace, options: options, progress: progress)
      proposal = try proposer?.plan(request.scenarios, lastDay: answer.lastDay, in: workspace)
      folder = arguments.outputFolder(in: named.workspace, period: answer.period)
      try guarded.checkFolder(
        folder, names: SimulationOutput.fileNames,
        foreign: { try SimulationOutput.isOurs(in: $0) ? nil : $1.first })
      let outputLock = try guarded.lock(above: folder, waiting: try arguments.patience())
      defer { outputLock?.release() }
      progress?.begin("Writing \(folder)/")
      files = try SimulationOutput.write(
        answer, to: folder,
        lastDay: answer.simulation.days?.upperBound ?? Month(year: 2015, month: 1).period.from)
    }
    try proposal?.write()
    if arguments.has("--json") {
      Terminal.standardOutput.write(SimulationJSON(answer: answer).text)
    } else if !arguments.has("--quiet") {
      Terminal.standardOutput.write(
        SimulationScreen(
          answer: answer, isRecorded: comparesWithRecorded, scenarios: request.scenarios,
          books: workspace.books, zone: workspace.zone, folder: folder,
          files: files, proposed: proposal?.words, width: Terminal.width,
          paint: Paint(paint, for: .standardOutput), hasGlyphs: Terminal.hasGlyphs
        ).text)
    }
    return answer.rows.status(telling: FindingPrinter(Paint(paint, for: .standardError)))
  }
}

/// The operands of `simulate`: files of scenarios end in `.json`, and anything else is the workspace.
struct ScenarioOperands {
  let workspace: String
  private let files: [String]

  init(_ arguments: Arguments) throws(UsageFault) {
    var workspaces: [String] = []
    var files: [String] = []
    for operand in arguments.operands where !operand.isEmpty {
      if operand.trimmedLowercase.hasSuffix(".json") {
        files.append(operand)
      } else {
        workspaces.append(operand)
      }
    }
    if workspaces.count > 1 {
      throw .tooManyOperands(command: "simulate", first: workspaces[1])
    }
    workspace = Arguments.folder(workspaces.first)
    self.files = files
  }

  /// The scenarios of all files, in their order; every fault of every file is told.
  func scenarios(books: Books) throws -> [Scenario] {
    var scenarios: [Scenario] = []
    var findings: [Finding] = []
    for path in files {
      do throws(SystemError) {
        let file = ScenarioFile(try FileSystem.contents(of: path), path: path, books: books)
        scenarios += file.scenarios
        findings += file.findings
      } catch {
        findings.append(error.finding)
      }
    }
    if !findings.isEmpty { throw RunRefusal(findings: findings) }
    return scenarios
  }
}
