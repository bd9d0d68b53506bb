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
    guard let typed = arguments.operands.first, !typed.isEmpty else {
      throw UsageFault.missingOperand(command: "init", operand: "a folder")
    }
    let root = Arguments.folder(typed)
    try requireRoom(in: root)
    var made: [String] = []
    do {
      for folder in ["", "/prices", "/ledger"] { try FileSystem.makeFolder(root + folder) }
      for file in NewWorkspace.files {
        let output = try OutputFile(root + "/" + file.path)
        made.append(root + "/" + file.path)
        try output.write(Array(file.text.utf8))
        _ = try output.finish()
      }
    } catch {
      for path in made { FileSystem.removeIfPossible(path) }
      throw error
    }
    let paint = Paint(try arguments.paint(), for: .standardOutput)
    Terminal.standardOutput.write(
      text(SafeText.safe(root), width: Terminal.standardOutput.width, paint))
    return .complete
  }

  /// Nothing is written unless everything can be.
  private static func requireRoom(in root: String) throws {
    let present = try NewWorkspace.files.map { root + "/" + $0.path }.filter {
      try FileSystem.exists($0)
    }
    if present.isEmpty { return }
    throw RunRefusal(
      findings: present.map {
        Finding(
          .error, at: Place(file: $0), code: "out.exists",
          message: "is there already, and is not written over",
          help: "name another folder, or move it away")
      })
  }

  /// What was made, and what to do next.
  private static func text(_ root: String, width: Int, _ paint: Paint) -> String {
    let books = NewWorkspace.files.count { $0.path.hasSuffix(".csv") && !$0.path.contains("/") }
    let check = root == "." ? "assay check" : "assay check \(root)"
    let folder = root == "." ? "" : root + "/"
    let steps = [
      "put your usage exports into   \(folder)ledger/",
      "set your tiers and multipliers in \(folder)plans.csv, \(folder)multipliers.csv",
    ]
    var lines = Wrapping.lines(
      "Created \(root)/: settings, \(books) books, the shipped price book", after: "", hanging: 2,
      width: width)
    for (number, step) in zip(1..., steps) {
      lines += Wrapping.lines(step, after: "  \(number)  ", hanging: 5, width: width)
    }
    lines.append("  \(steps.count + 1)  " + paint(.cyan, check))
    return lines.joined(separator: "\n") + "\n"
  }
}
