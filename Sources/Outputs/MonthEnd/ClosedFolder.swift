import Closing
import Ledger
import Platform
import Workspace

/// Protects the files of closed months.
package enum ClosedFolder {
  /// Refuses a folder that has the reports of a closed month.
  ///
  /// - Parameter replaced: the month that a close or restatement makes.
  static func refuse(
    _ folder: String, of workspace: String, replaced: Month?
  ) throws {
    guard let chain = try CloseChain.read(in: workspace) else { return }
    let out = workspace == "." ? "out" : workspace + "/out"
    let planned = OutputGuard.plannedPath(folder)
    for close in chain.closes where close.row.period != replaced {
      let month = close.row.period
      let own = OutputGuard.plannedPath(out + "/" + month.period.folderName)
      if planned == own || planned.hasPrefix(own + "/") {
        throw CloseRefusal.closed(month, root: workspace)
      }
    }
  }
}
