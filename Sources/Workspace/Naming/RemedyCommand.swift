import Ledger
import Platform

/// Completes the commands in helps, which are written without knowledge of the current folder.
///
/// Such a help ends in what changes a file, as in `convert it: iconv -f UTF-16 -t UTF-8 < FILE`; or it has a
/// command without its workspace.
enum RemedyCommand {
  /// The end of a help whose command reads the file and writes it as it should be.
  static let mark = " < FILE"

  /// Returns a shell command that replaces the file at `path` with a changed copy.
  ///
  /// - Parameter filter: a command, or several that are joined, which changes what it reads.
  static func rewriting(_ path: String, in root: String, by filter: String) -> String {
    let file = FileSystem.shellPath(path, in: root)
    let copy = FileSystem.shellPath(path + ".new", in: root)
    let move = "> \(copy) && mv \(copy) \(file)"
    if path.trimmedLowercase.hasSuffix(".gz") {
      let change = filter == decompression ? "" : "| \(filter) "
      return "\(decompression) \(file) \(change)| gzip \(move)"
    }
    // Only the first command reads the file.
    let parts = filter.split(separator: " | ", maxSplits: 1)
    let rest = parts.count > 1 ? " | \(parts[1])" : ""
    return "\(parts.first ?? "cat") < \(file)\(rest) \(move)"
  }

  private static let decompression = "gzip -dc"
  private static let decision = ": assay multipliers approve "

  /// The help of a finding in the workspace at `root`.
  fileprivate static func text(_ help: String, at place: Place, in root: String) -> String {
    if help.hasSuffix(mark), let colon = help.ranges(of: ": ").last {
      let filter = help[colon.upperBound...].dropLast(mark.count)
      return help[..<colon.upperBound] + rewriting(place.file, in: root, by: String(filter))
    }
    if root == "." { return help }
    return help.replacing(decision, with: "\(decision)\(ShellWord.path(root)) ")
  }
}

extension [Finding] {
  /// The findings of the workspace at `root`, with helps that can be typed in the current folder.
  ///
  /// A finding that has such a help already must not come here again.
  package func typed(in root: String) -> [Finding] {
    map { finding in
      Finding(
        finding.severity, at: finding.place, code: finding.code, message: finding.message,
        help: finding.help.map { RemedyCommand.text($0, at: finding.place, in: root) })
    }
  }
}
