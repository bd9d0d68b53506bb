import Ledger
import Reconciliation

extension RowLocation {
  /// Where a record of a slice stands.
  package init(_ record: UsageRecord, slice: Int) {
    self.init(
      slice: Int32(slice), piece: record.piece, offset: record.offset, line: record.line)
  }
}
