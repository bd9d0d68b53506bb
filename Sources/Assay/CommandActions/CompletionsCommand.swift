import Commands
import Ledger
import Terminal

/// `assay completions bash|zsh`: shell completions, made from the same declarations as the help.
enum CompletionsCommand {
  static func run(_ arguments: Arguments) throws -> ExitStatus {
    switch arguments.operands.first {
    case nil: throw UsageFault.missingOperand(command: "completions", operand: "bash or zsh")
    case "bash": Terminal.standardOutput.write(BashCompletions.text)
    case "zsh": Terminal.standardOutput.write(ZshCompletions.text)
    case let word?:
      throw UsageFault.wrongOperand(
        command: "completions", text: word, expected: "bash or zsh",
        near: nearest(to: word, among: ["bash", "zsh"]))
    }
    return .complete
  }
}
