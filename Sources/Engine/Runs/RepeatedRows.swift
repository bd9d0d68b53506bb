import Ledger
import Reconciliation

extension LedgerRun {
  /// The rows that repeat others, which count in no sum.
  package var repeatedRows: Set<RowIdentity> {
    Set(figures.exceptions.ofKinds(.duplicate, .conflict).map(\.identity))
  }
}
