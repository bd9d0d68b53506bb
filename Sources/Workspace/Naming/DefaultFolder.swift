import Ledger

/// The folder for reports that a command writes unless `--output` names another.
package enum DefaultFolder {
  /// Returns `out` in a workspace, which holds the folders of periods.
  package static func out(in workspace: String) -> String {
    workspace == "." ? "out" : workspace + "/out"
  }

  /// Returns the folder of a period; of no period it is `out` itself.
  package static func path(of period: Period?, in workspace: String) -> String {
    let out = out(in: workspace)
    return period.map { out + "/" + $0.folderName } ?? out
  }
}
