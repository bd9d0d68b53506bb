import Ledger
import Rating
import Simulation

/// Adds the multipliers of scenarios to the book as rows that wait for approval.
struct Proposer {
  let name: String
  let reason: String

  /// Nil where no proposal is asked for.
  init?(_ arguments: Arguments) throws(UsageFault) {
    guard arguments.has("--save-as-proposal") else { return nil }
    guard let name = arguments.text("--by") else {
      throw .needsOther(option: "--save-as-proposal", other: "--by NAME")
    }
    guard let reason = arguments.text("--reason") else {
      throw .needsOther(option: "--save-as-proposal", other: "--reason TEXT")
    }
    self.name = name
    self.reason = reason
  }

  func propose(_ scenarios: [Scenario], in workspace: Workspace) throws -> [String] { [] }
}
