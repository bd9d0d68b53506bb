import Ledger
import Terminal
import Workspace

extension CommandDeclaration {
  static let initialise = CommandDeclaration(
    name: "init", purpose: "create a workspace with settings and the shipped price book",
    summary: "Create a workspace with settings, books and the shipped price book.",
    operands: "DIR", examples: ["assay init shop", "assay init demo && assay run demo"],
    options: [.color, .help],
    closing: "Assay changes no existing file.",
    action: InitCommand.run)
}

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
      text(SafeText.safe(root), width: Terminal.width, paint))
    return .complete
  }

  /// Returns a list of the created files, and the next steps.
  private static func text(_ root: String, width: Int, _ paint: Paint) -> String {
    let books = NewWorkspace.files.count { $0.path.hasSuffix(".csv") && !$0.path.contains("/") }
    let check = CheckCommand.typed(for: root)
    let folder = root == "." ? "" : WorkspaceMaker.path("", in: root)
    let steps = [
      "put your usage exports into   \(folder)ledger/",
      "set your tiers and multipliers in \(folder)plans.csv, \(folder)multipliers.csv",
    ]
    var lines = Wrapping.lines(
      "Created \(WorkspaceMaker.path("", in: root)): settings, \(books) books, the shipped price book",
      hanging: 2,
      width: width)
    for (number, step) in zip(1..., steps) {
      lines += Wrapping.lines(step, after: "  \(number)  ", hanging: 5, width: width)
    }
    lines.append("  \(steps.count + 1)  " + paint(.cyan, check))
    return lines.text
  }
}
