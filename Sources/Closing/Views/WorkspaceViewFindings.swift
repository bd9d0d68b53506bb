import Ledger
import Platform

/// Findings about a view as findings about the workspace: the folder of the view is removed.
extension WorkspaceView {
  /// The findings of a run of the view, with the folder of the workspace in place of the view's.
  package func told(_ findings: [Finding]) -> [Finding] {
    findings.map { finding in
      let place = finding.place
      return Finding(
        finding.severity,
        at: Place(file: toldPath(place.file), line: place.line, column: place.column),
        code: finding.code, message: told(finding.message), help: finding.help.map(told))
    }
  }

  /// Returns what `body` returns; what it refuses is said of the workspace.
  package func retelling<Value>(_ body: () throws -> Value) throws -> Value {
    do { return try body() } catch let refusal as RunRefusal {
      throw RunRefusal(findings: told(refusal.findings), unlisted: refusal.unlisted)
    } catch let error as SystemError {
      throw SystemError(path: toldPath(error.path), number: error.number)
    }
  }

  /// A path of the view as one of the workspace; others as they are.
  private func toldPath(_ path: String) -> String {
    path == root || path.hasPrefix(root + "/") ? self.path(path.dropFirst(root.count)) : path
  }

  /// A text whose paths into the view lead into the workspace, each as a word of a shell.
  func told(_ text: String) -> String {
    var said = ""
    var rest = text[...]
    while let found = rest.firstRange(of: root) {
      let before = rest[..<found.lowerBound]
      let isQuoted = before.last == "'"
      said += isQuoted ? before.dropLast() : before
      let after = rest[found.upperBound...]
      let end = after.firstIndex { isQuoted ? $0 == "'" : " \n;,)".contains($0) } ?? after.endIndex
      let path = path(after[..<end])
      if path.isEmpty, said.last == " " { said.removeLast() }
      said += path.isEmpty ? "" : ShellWord.path(path)
      rest = after[end...]
      if isQuoted { rest = rest.dropFirst() }
    }
    return said + rest
  }

  /// The path in the workspace, from the current folder; empty for the current folder itself.
  private func path(_ inside: Substring) -> String {
    if workspace != "." { return workspace + inside }
    return inside == "/" ? "./" : String(inside.drop { $0 == "/" })
  }
}
