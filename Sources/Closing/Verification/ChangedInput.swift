import Intake
import Ledger
import Platform
import Workspace

/// A listed input of other bytes, and what can be said of the change.
struct ChangedInput {
  let input: ListedInputs.Input
  /// Another checkout of the workspace; nil without one.
  let other: String?
  /// The tag of the close in git.
  let tag: String
  /// The command that names the changed line.
  let command: String

  /// The finding about it.
  func finding() throws -> Finding {
    let path = input.file.path
    switch input.state {
    case .missing: return make("missing", help: restore)
    case .folder: return make("is a folder now, and was a file at the close", help: restore)
    case .special: return make("is no longer a regular file", help: restore)
    case .asLong, .grown, .shorter: break
    }
    if let conversion = try conversion() { return conversion }
    if let difference = try difference() {
      guard let difference else {
        return make(
          "compressed again: its content is the same, but its bytes differ from those at the close",
          help: restore)
      }
      return make(
        difference.change, line: difference.line, column: difference.column,
        help: restore)
    }
    if path.hasSuffix(".gz") {
      return make(
        "was changed: it is compressed, so Assay can compare only its bytes", help: advice)
    }
    if case .shorter(let size) = input.state {
      return make(
        "was cut or changed: it has \(size) bytes, and had \(input.file.size) at the close",
        help: advice)
    }
    return make(
      "was changed: its first \(input.file.size) bytes differ from those at the close", help: advice
    )
  }

  private var restore: String {
    "restore it as it was: git checkout \(tag) -- \(ShellWord.path(input.file.path))"
  }

  private var advice: String {
    "to see the line: git worktree add ../then \(tag) && \(command)"
  }

  private func make(
    _ message: String, line: Int? = nil, column: Int? = nil, help: String
  ) -> Finding {
    Finding(
      .error, at: Place(file: input.file.path, line: line, column: column), code: "verify.input",
      message: message, help: help)
  }

  private func conversion() throws -> Finding? {
    if input.file.path.hasSuffix(".gz") { return nil }
    let found = try LineEnds.conversion(of: input.location, since: input.file)
    return found.map { conversion in
      make(conversion.message, help: LineEnds.Conversion.help)
    }
  }

  /// Returns the first difference from the file in the other checkout: nil within nil where that has no closed bytes.
  private func difference() throws -> FileDifference?? {
    guard let other else { return nil }
    let (path, size) = (input.file.path, input.file.size)
    guard case .file(let there, _)? = try FileSystem.kind(of: other + "/" + path), there >= size,
      try SHA256.beginning(of: other + "/" + path, count: size) == input.file.sha256
    else { return nil }
    // Both are cut to what was closed, but a gzip file can only be read to its end.
    let isGzip = path.hasSuffix(".gz")
    let then = try WorkspaceView(
      of: other, files: [ViewFile(path, length: there > size ? size : nil)])
    defer { then.remove() }
    var now = input.location
    if case .grown = input.state, !isGzip {
      now = then.root + "/now-" + FileSystem.name(of: path)
      try FileSystem.copyBeginning(of: input.location, count: size, to: now)
    }
    do throws(FileFailure) {
      return .some(
        try FileDifference.first(closed: then.root + "/" + path, present: now, inflates: isGzip))
    } catch {
      // A file that cannot be inflated any more has no lines.
      return nil
    }
  }
}
