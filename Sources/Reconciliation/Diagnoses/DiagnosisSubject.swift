import Ledger

/// A row that differs, with all that hypotheses may ask of it, so that they can be tried after its block is gone.
package struct DiagnosisSubject: Sendable {
  /// The number under which the diagnoser knows the card of the row.
  let card: Int
  let isBYOK: Bool
  let startedAt: Instant
  let day: Day
  let quantities: Quantities
  /// At vendor prices; with a customer's own key not our cost.
  let notionalCost: Money
  let expectedCredits: Credits
  /// In USD; nil where it is not known.
  let recordedCost: Money?
  /// As it is in the ledger, in its own currency.
  let recordedAmount: Money?
  /// The value of a unit of that currency, in 10⁻¹² USD; nil for USD.
  let usdTrillionths: Int128?
  let recordedCredits: Credits?
  let costDiffers: Bool
  let creditsDiffer: Bool
  /// It gives back money or credits and used nothing.
  let isRefund: Bool
  let details: Details

  /// The details that only the ledger's own row states.
  package struct Details: Sendable {
    /// Nil where the ledger does not say.
    package let completedAt: Instant?
    /// The classes whose cell is blank.
    package let blanks: [UnitClass]
    /// The multiplier that the ledger states; nil if it states none.
    package let multiplier: Multiplier?

    package init(completedAt: Instant?, blanks: [UnitClass], multiplier: Multiplier?) {
      self.completedAt = completedAt
      self.blanks = blanks
      self.multiplier = multiplier
    }
  }
}
