import Intake
import Ledger
import Pricing

extension RunRefusal {
  /// The refusal of a ledger of which a sum leaves its range.
  package static let sumsTooLarge = FileFailure(.sumsTooLarge).finding(in: WorkspacePath.ledger)

  /// Refuses books whose rows do not go together.
  package init(_ problem: BookProblem) {
    self.init(findings: [problem.finding()])
  }

  /// Refuses the file at `path` of the workspace.
  package init(_ failure: FileFailure, in path: String) {
    self.init(findings: [failure.finding(in: path)])
  }
}
