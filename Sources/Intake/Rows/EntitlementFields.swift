import Ledger

/// The capability and the quality level that a row states, read again for the entitlements of plans.
package struct EntitlementFields {
  /// Empty where the row states none.
  package private(set) var capability: Name = .empty
  /// Empty where the row states none.
  package private(set) var qualityLevel: Name = .empty

  /// Returns true if rows of `layout` can state any of this.
  package static func isStated(in layout: LedgerLayout) -> Bool {
    columns.contains(where: layout.states)
  }

  /// Reads the row that begins at `start` of `bytes`, which was read before without a fault.
  ///
  /// Eight bytes after `bytes` are readable.
  package init(_ bytes: Bytes, from start: Int, layout: LedgerLayout) {
    RereadCells.forEachCell(
      of: EntitlementFields.columns, in: bytes, from: start, layout, isPadded: true
    ) { column, cell in read(column, cell) }
  }

  private static let columns: [LedgerColumn] = [.capability, .qualityLevel]

  /// Takes what one cell says.
  private mutating func read(_ column: LedgerColumn, _ cell: Bytes) {
    if cell.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { return }
    if column == .capability {
      capability = Name(bytes: cell)
    } else {
      qualityLevel = Name(bytes: cell)
    }
  }
}
