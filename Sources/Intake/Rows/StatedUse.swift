import Ledger

/// The capability and the quality level that a row states, read again for the entitlements of plans.
package struct StatedUse {
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
    if readFast(bytes, from: start, layout) { return }
    guard
      case .record(let record) = RecordScanner(layout).scan(bytes, from: start, isEnd: true)
    else { preconditionFailure("a counted row can be read again") }
    for column in StatedUse.columns where layout.states(column) {
      guard let field = layout.field(of: column), field < record.fields.count else { continue }
      record.fields[field].text.withUnsafeBufferPointer { read(column, $0) }
    }
  }

  private static let columns: [LedgerColumn] = [.capability, .qualityLevel]

  /// Reads a plain row; false, and nothing read, where it is none.
  private mutating func readFast(_ bytes: Bytes, from start: Int, _ layout: LedgerLayout) -> Bool {
    guard let scanner = FastScanner(layout, isCarefulOnly: false), let base = bytes.baseAddress
    else { return false }
    let room = layout.fieldCount + FastScanner.slack
    return withUnsafeTemporaryAllocation(of: Bytes.self, capacity: room) { fields in
      guard let first = fields.baseAddress else { return false }
      let split = scanner.split(
        base, from: start, to: bytes.count, fields: first, capacity: layout.fieldCount)
      guard split.next >= 0, split.fieldCount == layout.fieldCount else { return false }
      for column in StatedUse.columns {
        if let field = layout.field(of: column) { read(column, fields[field]) }
      }
      return true
    }
  }

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
