import Intake
import Ledger
import Pricing
import Rating
import Reconciliation
import Workspace

/// A row of the ledger with the request id that was asked for, read by the readers of a run.
struct LedgerRow: Sendable {
  let file: LedgerFile
  /// The row's file among all, and its offset there: its order among the rows.
  let position: RowPosition
  /// The physical line, from 1.
  let line: Int64
  let text: [UInt8]
  let content: Content

  enum Content: Sendable {
    case counted(CountedRow)
    case rejected(RejectedContent)
  }

  /// The row's place as file:line.
  var place: String { "\(file.path):\(line)" }
}

/// A row that could be read, rated and compared, as a run has it.
struct CountedRow: Sendable {
  /// As the ledger has it.
  let startedAtText: Name
  let day: Day
  let user: UserKey
  /// The row of `accounts.csv` of the customer then; the tier is its plan where `isTierGiven`.
  let account: History<AccountPlan>.Entry?
  /// The row of the ledger states no tier.
  let isTierGiven: Bool
  let quantities: Quantities
  /// In the row's currency.
  let recordedCost: Money?
  let recordedCredits: Credits?
  /// What the ledger says the multiplier was.
  let recordedMultiplier: Multiplier?
  let outcome: Outcome
  let trace: RatingTrace
  /// What explains a difference; nil where there is none.
  let diagnosis: Diagnosis?
  /// All that was tried to explain it.
  let trials: Diagnoser.Trials
}

/// A row that cannot be used, with why.
struct RejectedContent: Sendable {
  let faults: [RowFault]
  let estimatedCost: Money?
}
