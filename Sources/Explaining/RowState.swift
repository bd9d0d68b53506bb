import Intake
import Ledger
import Reconciliation

/// The outcome of a row.
package enum RowState {
  case compared(cost: ComparisonClass, credits: ComparisonClass)
  case unpriced
  case rejected(RejectedContent)
  case duplicate(of: String)
  case conflict(with: String, [DuplicateRow.Difference])
  case outsidePeriod

  package init(_ outcome: ComparisonOutcome) {
    self =
      outcome.cost == .unpriced
      ? .unpriced : .compared(cost: outcome.cost, credits: outcome.credits)
  }

  /// The state in a few words.
  package var words: String {
    switch self {
    case .compared(let cost, let credits): Agreement(cost, credits).words
    case .unpriced: "unpriced"
    case .rejected: "rejected"
    case .duplicate(let first): "duplicate of \(first)"
    case .conflict(let first, _): "conflict with \(first)"
    case .outsidePeriod: "outside the period"
    }
  }

  /// The state as one fixed word, for machines.
  package var code: String {
    switch self {
    case .compared(let cost, let credits): Agreement(cost, credits).rawValue
    case .unpriced: "unpriced"
    case .rejected: "rejected"
    case .duplicate: "duplicate"
    case .conflict: "conflict"
    case .outsidePeriod: "outside_period"
    }
  }

  /// True if the row agrees with the books; nil if that is not known.
  package var isAgreeing: Bool? {
    switch self {
    case .compared(let cost, let credits): cost != .mismatch && credits != .mismatch
    case .unpriced, .rejected, .conflict: false
    case .duplicate, .outsidePeriod: nil
    }
  }
}

/// The agreement of a row's cost and credits; the raw value is the word for machines.
enum Agreement: String {
  case costAndCreditsMismatch = "cost_and_credits_mismatch"
  case costMismatch = "cost_mismatch"
  case creditsMismatch = "credits_mismatch"
  case notRecorded = "not_recorded"
  case rounding, matched

  init(_ cost: ComparisonClass, _ credits: ComparisonClass) {
    self =
      switch (cost, credits) {
      case (.mismatch, .mismatch): .costAndCreditsMismatch
      case (.mismatch, _): .costMismatch
      case (_, .mismatch): .creditsMismatch
      case (.notRecorded, .notRecorded): .notRecorded
      case (.rounding, _): .rounding
      case (.matched, _), (.notRecorded, _), (.unpriced, _): .matched
      }
  }

  var words: String {
    switch self {
    case .costAndCreditsMismatch: "cost and credits differ"
    case .costMismatch: "cost differs"
    case .creditsMismatch: "credits differ"
    case .notRecorded: "not recorded"
    case .rounding: "matched except for rounding"
    case .matched: "matched"
    }
  }
}
