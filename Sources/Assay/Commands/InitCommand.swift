import Glibc
import Ledger

extension CommandDeclaration {
  static let initialise = CommandDeclaration(
    name: "init", purpose: "start a workspace with settings and the shipped price book",
    summary: "Start a workspace: settings, books, and the shipped price book.",
    operands: "DIR", examples: ["assay init demo && assay run demo"],
    options: [.color, .help],
    closing: "Nothing that exists is touched.",
    action: InitCommand.run)
}

/// `assay init DIR`: a new workspace with commented settings and the shipped price book.
enum InitCommand {
  static func run(_ arguments: Arguments) throws -> ExitStatus {
    guard let root = arguments.operands.first, !root.isEmpty else {
      throw UsageFault.missingOperand(command: "init", operand: "a folder")
    }
    let files = NewWorkspace.files
    // Nothing is written unless everything can be.
    for file in files {
      let path = root + "/" + file.path
      if try FileSystem.kind(of: path) != nil { throw SystemError(path: path, number: EEXIST) }
    }
    for folder in ["", "/prices", "/ledger"] { try FileSystem.makeFolder(root + folder) }
    for file in files {
      let output = try OutputFile(root + "/" + file.path)
      try output.write(Array(file.text.utf8))
      _ = try output.finish()
    }
    var lines = "Made \(root)/\n"
    for file in files { lines += "  \(file.path.padded(to: 24))\(file.purpose)\n" }
    lines += "Put your usage exports into \(root)/ledger/, then: assay check \(root)\n"
    Terminal.standardOutput.write(lines)
    return .complete
  }
}
