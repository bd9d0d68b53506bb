import Intake
import Ledger
import Pricing

/// The inputs cannot be used: the run was not done, and nothing was changed.
struct RunRefusal: Error {
  /// What is wrong with them, and what else was noted.
  let findings: [Finding]
  /// What there is more of than the findings say.
  var unlisted: [UnlistedFindings] = []

  /// What refuses a ledger of which a sum leaves its range.
  static let sumsTooLarge = FileFailure(.sumsTooLarge).finding(in: WorkspacePath.ledger)
}

extension RunRefusal {
  /// Refuses books whose rows do not go together.
  init(_ problem: BookProblem) {
    self.init(findings: [problem.finding()])
  }

  /// Refuses the file at `path` of the workspace.
  init(_ failure: FileFailure, in path: String) {
    self.init(findings: [failure.finding(in: path)])
  }

  /// Refuses what stopped the reading of the file at `path` of the workspace.
  init(_ failure: BlockRater.Failure, in path: String) {
    switch failure {
    case .file(let failure): self.init(failure, in: path)
    case .books(let problem): self.init(problem)
    }
  }
}
