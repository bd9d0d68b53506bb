import Ledger
import Workspace

extension RunRefusal {
  /// Refuses what stopped the reading of the file at `path` of the workspace.
  package init(_ failure: BlockRater.Failure, in path: String) {
    switch failure {
    case .file(let failure): self.init(failure, in: path)
    case .books(let problem): self.init(problem)
    }
  }
}
