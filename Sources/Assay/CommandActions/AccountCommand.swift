import Commands
import Credits
import Engine
import Ledger
import Outputs
import Presentation
import Terminal

/// `assay explain --account`: an account at one instant.
enum AccountCommand {
  static func run(_ arguments: Arguments, account id: String) throws -> ExitStatus {
    guard arguments.operands.count < 2 else {
      throw UsageFault.tooManyOperands(command: "explain --account", first: arguments.operands[1])
    }
    let last = try arguments.instant("--at")
    let period = try arguments.period()
    if last != nil, period != .all {
      throw UsageFault.contradiction("--at", AccountCommand.periodOption(arguments))
    }
    let loaded = try LoadedCredits.required(
      arguments.workspace, arguments, period: period, through: last)
    let accounts = try AccountOperands.numbers(of: [id], in: loaded.credits)
    let explanation = AccountExplanation(
      loaded.credits.stories(of: accounts, in: .past)[0], loaded.credits.audit,
      zone: loaded.workspace.zone, requests: loaded.credits.requests)
    let paint = Paint(try arguments.paint(), for: .standardOutput)
    Terminal.standardOutput.write(
      arguments.has("--json")
        ? explanation.json
        : AccountScreen(explanation, width: Terminal.width, paint: paint).text)
    return .complete
  }

  private static func periodOption(_ arguments: Arguments) -> String {
    (PeriodArgument.options + ["--from", "--to", "--last"]).first { arguments.text($0) != nil }
      ?? "--period"
  }
}
