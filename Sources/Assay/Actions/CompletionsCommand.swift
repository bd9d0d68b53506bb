import Ledger
import Terminal

extension CommandDeclaration {
  static let completions = CommandDeclaration(
    name: "completions", purpose: "print a completion script for bash or zsh",
    summary: "Print a script that lets your shell complete commands, options and values.",
    operands: "bash|zsh",
    examples: [
      "source <(assay completions bash)      in ~/.bashrc",
      "source <(assay completions zsh)       in ~/.zshrc, after compinit",
    ],
    options: [.color, .help],
    closing: "",
    action: CompletionsCommand.run)
}

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
