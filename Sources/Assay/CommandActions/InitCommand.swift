import Commands
import Outputs
import Presentation
import Terminal
import Workspace

/// `assay init DIR`: a new workspace with commented settings and the shipped price book.
enum InitCommand {
  static func run(_ arguments: Arguments) throws -> ExitStatus {
    guard let typed = arguments.operands.first, !typed.isEmpty else {
      throw UsageFault.missingOperand(command: "init", operand: "a folder")
    }
    let root = Arguments.folder(typed)
    try MissingWorkspace.refuseNew(root)
    try WorkspaceMaker(root).make()
    let paint = Paint(try arguments.paint(), for: .standardOutput)
    Terminal.standardOutput.write(
      NewWorkspaceText.lines(root, width: Terminal.width, paint).text)
    return .complete
  }
}
