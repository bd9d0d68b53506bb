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
    guard let typed = arguments.operands.first, !typed.isEmpty else {
      throw UsageFault.missingOperand(command: "init", operand: "a folder")
    }
    let root = Arguments.folder(typed)
    try requireRoom(in: root)
    try Interruption.uninterrupted(writing: .workspace) { try make(root) }
    let paint = Paint(try arguments.paint(), for: .standardOutput)
    Terminal.standardOutput.write(
      text(SafeText.safe(root), width: Terminal.width, paint))
    return .complete
  }

  /// Makes the folders and files; where that fails, whatever it made is taken away again.
  private static func make(_ root: String) throws {
    var folders: [String] = []
    var files: [String] = []
    do {
      for folder in [root, path("prices", in: root), path("ledger", in: root)] {
        try make(folder: folder, &folders)
      }
      for file in NewWorkspace.files {
        let path = path(file.path, in: root)
        let output = try OutputFile(path)
        files.append(path)
        try output.write(Array(file.text.utf8))
        _ = try output.finish()
      }
    } catch {
      for path in files { FileSystem.removeIfPossible(path) }
      // What others have put into them since keeps them.
      for folder in folders.reversed() { rmdir(folder) }
      throw error
    }
  }

  /// Makes a folder and those above it, where they are missing.
  ///
  /// - Parameter made: those that it made, the outermost first.
  private static func make(folder: String, _ made: inout [String]) throws {
    let isMissing = try FileSystem.kind(of: folder) == nil
    if isMissing && FileSystem.parent(of: folder) != folder {
      try make(folder: FileSystem.parent(of: folder), &made)
    }
    try FileSystem.makeFolder(folder, withParents: false)
    if isMissing { made.append(folder) }
  }

  /// What is called so in the workspace, which may be the root of all folders.
  private static func path(_ name: String, in root: String) -> String {
    (root == "/" ? "" : root) + "/" + name
  }

  /// Nothing is written unless everything can be.
  private static func requireRoom(in root: String) throws {
    let present = try NewWorkspace.files.map { path($0.path, in: root) }.filter {
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
    let check = CheckCommand.typed(for: root)
    let folder = root == "." ? "" : path("", in: root)
    let steps = [
      "put your usage exports into   \(folder)ledger/",
      "set your tiers and multipliers in \(folder)plans.csv, \(folder)multipliers.csv",
    ]
    var lines = Wrapping.lines(
      "Created \(path("", in: root)): settings, \(books) books, the shipped price book", hanging: 2,
      width: width)
    for (number, step) in zip(1..., steps) {
      lines += Wrapping.lines(step, after: "  \(number)  ", hanging: 5, width: width)
    }
    lines.append("  \(steps.count + 1)  " + paint(.cyan, check))
    return lines.text
  }
}
