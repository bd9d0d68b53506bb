import Intake
import Ledger
import Pricing
import Rating
import Reconciliation
import Workspace

/// A row of the ledger with the requested id, read by the readers of a run.
package struct LedgerRow: Sendable {
  package let file: LedgerFile
  /// The row's file among all, and its offset there: its order among the rows.
  let position: RowPosition
  /// The physical line, from 1.
  package let line: Int64
  package let text: [UInt8]
  package let content: Content

  /// The content of the row, as far as it is readable.
  package enum Content: Sendable {
    case counted(CountedRow)
    case rejected(RejectedContent)
  }

  /// The row's place as file:line.
  package var place: String { "\(file.path):\(line)" }
}

/// A row that could be read, rated and compared, as a run has it.
package struct CountedRow: Sendable {
  /// As the ledger has it.
  package let startedAtText: Name
  package let day: Day
  package let user: UserKey
  /// The row of `accounts.csv` of the customer then; the tier is its plan where `isTierGiven`.
  package let account: History<AccountPlan>.Entry?
  /// The row of the ledger states no tier.
  package let isTierGiven: Bool
  package let quantities: Quantities
  /// In the row's currency.
  package let recordedCost: Money?
  package let recordedCredits: Credits?
  /// The multiplier that the ledger states.
  package let recordedMultiplier: Multiplier?
  package let outcome: ComparisonOutcome
  package let trace: RatingTrace
  /// The diagnosis of a difference; nil if there is none.
  package let diagnosis: Diagnosis?
  /// All that was tried to explain it.
  package let trials: Diagnoser.Trials
}

/// A row that cannot be used, with why.
package struct RejectedContent: Sendable {
  package let faults: [RowFault]
  package let estimatedCost: Money?
}
