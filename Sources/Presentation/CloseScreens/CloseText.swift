import Closing
import Ledger
import Platform
import Terminal

/// The last lines of `close`: the close that exists now, its hash, and the command that keeps it in git.
package struct CloseText {
  private let row: CloseRow
  private let root: String

  /// - Parameters:
  ///   - row: the line that was added.
  ///   - root: the workspace.
  package init(_ row: CloseRow, root: String) {
    self.row = row
    self.root = root
  }

  /// The sentence, the hash of the line and the command for git, in lines no wider than `width`.
  package func lines(width: Int) -> [String] {
    let verb =
      switch row.kind {
      case .close: "Closed"
      case .approve: "Approved"
      case .restate: "Restated"
      }
    let accepted =
      row.accepted.isEmpty ? "" : "; accepted: \(row.accepted.joined(separator: ", "))"
    let words = "\(verb) \(row.period) by \(row.by), close \(row.number)\(accepted)"
    return Wrapping.lines(SafeText.safe(words), hanging: 2, width: width)
      + ["Row: \(row.rowSHA256)", "Next: \(command)"]
  }

  /// The command to type: Assay never calls git.
  private var command: String {
    let git = root == "." ? "git" : "git -C \(ShellWord.path(root))"
    let tag = row.kind == .approve ? "" : " && \(git) tag \(row.tag)"
    return "\(git) add -A && \(git) commit -m \"\(row.kind.rawValue) \(row.period)\"\(tag)"
  }
}
