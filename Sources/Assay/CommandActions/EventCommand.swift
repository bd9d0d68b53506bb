import Commands
import Credits
import Engine
import Ledger
import Outputs
import Presentation
import Terminal
import Workspace

/// `assay explain` for a credit event: its account before and after it; and for other ids of the credit ledger.
enum EventCommand {
  /// Explains the event that `--event` names.
  static func run(_ arguments: Arguments, event id: String) throws -> ExitStatus {
    guard arguments.operands.count < 2 else {
      throw UsageFault.tooManyOperands(command: "explain --event", first: arguments.operands[1])
    }
    let loaded = try LoadedCredits.required(arguments.workspace, arguments)
    let events = loaded.credits.events(of: Name(id)).map {
      EventExplanation(
        loaded.credits.story(of: $0), zone: loaded.workspace.zone,
        requests: loaded.credits.requests)
    }
    if events.isEmpty, loaded.credits.isRejected(Name(id)) {
      let screen = RejectedEventScreen(Name(id), in: loaded.credits, zone: loaded.workspace.zone)
      let paint = Paint(try arguments.paint(), for: .standardOutput)
      Terminal.standardOutput.write(
        arguments.has("--json") ? screen.json : screen.text(width: Terminal.width, paint: paint))
      return .complete
    }
    if events.isEmpty {
      let lack = "no event \"\(id)\" in credits/"
      let command = TypedCommand.text("explain", in: arguments.workspace, [id])
      let hint =
        loaded.credits.isRequest(Name(id)) ? "; it is a request: \(command)" : ""
      Terminal.standardError.write(
        FindingPrinter(.auto).line("assay: error: \(lack)\(hint) (exit 1)"))
      return .failed
    }
    let paint = Paint(try arguments.paint(), for: .standardOutput)
    let rule = "\n" + String(repeating: "-", count: Terminal.width) + "\n"
    Terminal.standardOutput.write(
      arguments.has("--json")
        ? EventJSON.text(events)
        : events.map { EventScreen($0, width: Terminal.width, paint: paint).text }
          .joined(separator: rule))
    return .complete
  }

  /// Explains the event, grant, reservation or transfer with an id that no request has; false if there is none.
  static func explain(
    _ id: Name, in loaded: LoadedCredits, _ arguments: Arguments
  ) throws -> Bool {
    let answer = CreditAnswer(id, in: loaded.credits, zone: loaded.workspace.zone)
    if answer.isEmpty {
      tellRejected(id, in: loaded.credits)
      return false
    }
    let paint = Paint(try arguments.paint(), for: .standardOutput)
    Terminal.standardOutput.write(
      arguments.has("--json") ? answer.json : answer.screen(width: Terminal.width, paint: paint))
    return true
  }

  private static func tellRejected(_ id: Name, in credits: CreditRun) {
    if !credits.isRejected(id) { return }
    Terminal.standardError.write(
      FindingPrinter(.auto).line(
        "assay: Assay rejected event \"\(id)\": assay check prints the reason"))
  }
}
