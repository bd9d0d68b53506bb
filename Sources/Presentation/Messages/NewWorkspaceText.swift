import Ledger
import Outputs
import Terminal
import Workspace

/// The answer of `init`.
package enum NewWorkspaceText {
  /// Returns a list of the created files, and the next steps.
  package static func lines(_ workspace: String, width: Int, _ paint: Paint) -> [String] {
    let root = SafeText.safe(workspace)
    let books = NewWorkspace.files.count { $0.path.hasSuffix(".csv") && !$0.path.contains("/") }
    let check = TypedCommand.text("check", in: root)
    let folder = root == "." ? "" : WorkspaceMaker.path("", in: root)
    let steps = [
      "put your usage exports into   \(folder)ledger/",
      "set your tiers and multipliers in \(folder)plans.csv, \(folder)multipliers.csv; "
        + "if exports state no tier, accounts.csv sets it",
    ]
    var lines = Wrapping.lines(
      "Created \(WorkspaceMaker.path("", in: root)): settings, \(books) books, the shipped price book",
      hanging: 2,
      width: width)
    for (number, step) in zip(1..., steps) {
      lines += Wrapping.lines(step, after: "  \(number)  ", hanging: 5, width: width)
    }
    lines.append("  \(steps.count + 1)  " + paint(.cyan, check))
    return lines
  }
}
