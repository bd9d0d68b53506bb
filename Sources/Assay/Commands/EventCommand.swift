import Credits
import Engine
import Ledger
import Outputs
import Presentation
import Terminal
import Workspace

/// `assay explain` for a credit event: its account before and after it.
enum EventCommand {
  /// Explains the event that `--event` names.
  static func run(_ arguments: Arguments, event id: String) throws -> ExitStatus {
    guard arguments.operands.count < 2 else {
      throw UsageFault.tooManyOperands(command: "explain --event", first: arguments.operands[1])
    }
    try MissingWorkspace.refuse(arguments.workspace)
    let workspace = try workspace(arguments.workspace, arguments)
    guard let source = try CreditSource(of: workspace, options(arguments)) else {
      throw CreditFiles.noEvents(in: workspace)
    }
    if try explain([Name(id)], source, workspace, arguments).isEmpty { return .complete }
    let printer = FindingPrinter(.auto)
    Terminal.standardError.write(
      printer.line("assay: error: no event \"\(id)\" in credits/ (exit 1)"))
    return .failed
  }

  /// Explains the ids that are of events of a workspace; returns the others.
  static func explainEvents(
    of ids: [Name], in root: String, _ arguments: Arguments
  ) throws -> [Name] {
    let workspace = try workspace(root, arguments)
    guard let source = try CreditSource(of: workspace, options(arguments)) else { return ids }
    return try explain(ids, source, workspace, arguments)
  }

  private static func options(_ arguments: Arguments) throws -> RunOptions {
    var options = try arguments.workOptions()
    options.command.verb = "explain"
    options.listsRows = false
    options.keepsAllRows = true
    options.skipsBadFiles = true
    return options
  }

  private static func workspace(_ root: String, _ arguments: Arguments) throws -> Workspace {
    let workspace = try Workspace(root, options(arguments))
    try workspace.refuseErrors { !WorkspacePath.isInLedger($0.place.file) }
    return workspace
  }

  private static func explain(
    _ ids: [Name], _ source: CreditSource, _ workspace: Workspace, _ arguments: Arguments
  ) throws -> [Name] {
    let options = try options(arguments)
    let ledger = try SummedLedger(workspace: workspace, options: options, progress: nil)
    let credits = try CreditRun(source, beside: ledger, options)
    let found = ids.map { id in
      (id: id, events: credits.events(of: id).map { credits.story(of: $0) })
    }
    let stories = found.flatMap(\.events).map {
      EventExplanation($0, zone: workspace.zone)
    }
    let paint = Paint(try arguments.paint(), for: .standardOutput)
    if stories.isEmpty {
      for id in ids where credits.isRejected(id) {
        Terminal.standardError.write(
          FindingPrinter(.auto).line(
            "assay: event \"\(id)\" was rejected: assay check prints the reason"))
      }
      return ids
    }
    if arguments.has("--json") {
      Terminal.standardOutput.write(EventJSON.text(stories))
    } else {
      let rule = "\n" + String(repeating: "-", count: Terminal.width) + "\n"
      Terminal.standardOutput.write(
        stories.map { EventScreen($0, width: Terminal.width, paint: paint).text }
          .joined(separator: rule))
    }
    return found.filter(\.events.isEmpty).map(\.id)
  }
}
