import Ledger

/// A row that differs, with all that hypotheses may ask of it, so that they can be tried after its block is gone.
package struct DiagnosisSubject: Sendable {
  /// The number under which the diagnoser knows the card of the row.
  let card: Int
  let isBYOK: Bool
  let startedAt: Instant
  let day: Day
  let quantities: Quantities
  /// At vendor prices; under a customer's own key not our cost.
  let notionalCost: Money
  let expectedCredits: Credits
  /// In USD; nil where it is not known.
  let recordedCost: Money?
  /// As it stands in the ledger, in its own currency.
  let recordedAmount: Money?
  /// What a unit of that currency was worth, times 10⁻¹²; nil for USD.
  let usdTrillionths: Int128?
  let recordedCredits: Credits?
  let costDiffers: Bool
  let creditsDiffer: Bool
  /// It gives back money or credits and used nothing.
  let isRefund: Bool
  let details: Details

  /// What only the ledger's own row tells.
  package struct Details: Sendable {
    /// Nil where the ledger does not say.
    package let completedAt: Instant?
    /// The classes whose cell is blank.
    package let blanks: [UnitClass]
    /// What the ledger says the multiplier was; nil where it does not.
    package let multiplier: Multiplier?

    package init(completedAt: Instant?, blanks: [UnitClass], multiplier: Multiplier?) {
      self.completedAt = completedAt
      self.blanks = blanks
      self.multiplier = multiplier
    }
  }
}
