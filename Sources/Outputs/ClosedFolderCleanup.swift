import Closing
import Ledger
import Platform
import Workspace

extension ClosedFolder {
  /// Sweeps what an interrupted close left beside the reports of a closed month, into which no run writes again.
  ///
  /// Whoever calls it has the lock of the workspace.
  package static func sweep(in workspace: String) throws {
    guard let chain = try CloseChain.read(in: workspace) else { return }
    for close in chain.closes {
      try OutputFolder.sweep(
        DefaultFolder.path(of: close.row.period.period, in: workspace), names: RunOutput.fileNames,
        family: StatementFileName.family, isOurFolder: Manifest.isOurs(in:))
    }
  }
}
