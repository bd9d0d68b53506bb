import Intake
import Reconciliation

extension DiagnosisSubject.Details {
  /// Takes what a row says besides its record.
  package init(_ details: RowDetails) {
    self.init(
      completedAt: details.completedAt, blanks: details.blanks, multiplier: details.multiplier)
  }
}
