import Ledger
import Reconciliation

extension RowLocation {
  /// Locates a record of a slice.
  package init(_ record: UsageRecord, slice: Int) {
    self.init(
      slice: Int32(slice), piece: record.piece, offset: record.offset, line: record.line)
  }
}
