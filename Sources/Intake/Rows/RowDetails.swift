import Ledger

/// The details of a row beyond its record, read again to explain a difference.
package struct RowDetails {
  /// Nil where the row does not say.
  package private(set) var completedAt: Instant?
  /// The classes of the file's columns whose cell is blank.
  package private(set) var blanks: [UnitClass] = []
  /// The multiplier that the row states; nil if it states none.
  package private(set) var multiplier: Multiplier?

  /// Reads the row that begins at `start` of `bytes`, which was read before without a fault.
  ///
  /// - Parameter isPadded: eight bytes after `bytes` are readable, so that a plain row takes the fast path.
  package init(_ bytes: Bytes, from start: Int, layout: LedgerLayout, isPadded: Bool = false) {
    RereadCells.forEachCell(
      of: RowDetails.columns, in: bytes, from: start, layout, isPadded: isPadded
    ) { column, cell in read(column, cell) }
  }

  private static let columns = LedgerColumn.quantities + [.multiplier, .completedAt]

  /// Takes what one cell says.
  private mutating func read(_ column: LedgerColumn, _ cell: Bytes) {
    let isBlank = cell.allSatisfy { $0 == 0x20 || $0 == 0x09 }
    if case .quantity(let unitClass) = column.content {
      if isBlank { blanks.append(unitClass) }
      return
    }
    if isBlank { return }
    if column == .multiplier {
      if case .success(let number) = DecimalLimits.multiplier.read(cell) {
        multiplier = Multiplier(millionths: Int64(number.value))
      }
      return
    }
    do throws(InstantFault) { completedAt = try InstantText.read(cell).instant } catch {
      // The row was read without a fault: what is no time was told of then.
      completedAt = nil
    }
  }
}
