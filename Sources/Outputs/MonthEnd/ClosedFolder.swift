import Closing
import Ledger
import Platform
import Workspace

/// Protects the files of closed months.
package enum ClosedFolder {
  /// Refuses a folder that has the reports of a closed month.
  ///
  /// - Parameters:
  ///   - replaced: the month that a restatement makes.
  ///   - planned: returns a path without links, as it will be.
  static func refuse(
    _ folder: String, of workspace: String, replaced: Month?, planned: (String) -> String
  ) throws {
    guard let chain = try CloseChain.read(in: workspace) else { return }
    let path = planned(folder)
    for close in chain.closes where close.row.period != replaced {
      let month = close.row.period
      let own = planned(DefaultFolder.path(of: month.period, in: workspace))
      if path == own || path.hasPrefix(own + "/") {
        throw CloseRefusal.closed(month, root: workspace)
      }
    }
  }
}
