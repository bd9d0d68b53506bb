import Intake
import Ledger
import Reconciliation

/// The key by which rejected rows are counted.
struct RejectGroup: Hashable, Sendable {
  /// An index into the files of the plan.
  let file: Int
  let code: String
}

/// A row that could not be used, with what it might have cost.
package struct RejectedSliceRow: Sendable {
  package var location: RowLocation
  let byteColumn: Int
  package let column: String
  package let faults: [RowFault]
  package let text: [UInt8]
  package let estimatedCost: Money?

  /// A slice keeps no more of them; the rest are counted, and written by a second reading.
  static let keptRows = 20_000

  package init(_ row: BlockRater.BlockReject) {
    let reject = row.reject
    location = RowLocation(
      slice: RowLocation.laterSlice, piece: reject.piece, offset: reject.offset, line: reject.line)
    byteColumn = reject.byteColumn
    column = reject.column
    faults = reject.faults
    text = TruncatedRejectText.cut(reject.text)
    estimatedCost = row.estimatedCost
  }
}
