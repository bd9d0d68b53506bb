import Ledger

/// A row that was read before without a fault, read again for a few of its cells.
enum RereadCells {
  /// Passes the cell of each of `columns` that rows of `layout` can state to `take`, in their order.
  ///
  /// - Parameters:
  ///   - start: the byte of `bytes` at which the row begins.
  ///   - isPadded: eight bytes after `bytes` are readable, so that a plain row takes the fast path.
  static func forEachCell(
    of columns: [LedgerColumn], in bytes: Bytes, from start: Int, _ layout: LedgerLayout,
    isPadded: Bool, _ take: (LedgerColumn, Bytes) -> Void
  ) {
    if isPadded, forEachPlainCell(of: columns, in: bytes, from: start, layout, take) { return }
    guard
      case .record(let record) = RecordScanner(layout).scan(bytes, from: start, isEnd: true)
    else { preconditionFailure("a counted row can be read again") }
    for column in columns where layout.states(column) {
      guard let field = layout.field(of: column), field < record.fields.count else { continue }
      record.fields[field].text.withUnsafeBufferPointer { take(column, $0) }
    }
  }

  /// The same of a plain row; false, and nothing taken, where it is none.
  private static func forEachPlainCell(
    of columns: [LedgerColumn], in bytes: Bytes, from start: Int, _ layout: LedgerLayout,
    _ take: (LedgerColumn, Bytes) -> Void
  ) -> Bool {
    guard let scanner = FastScanner(layout, isCarefulOnly: false), let base = bytes.baseAddress
    else { return false }
    let room = layout.fieldCount + FastScanner.slack
    return withUnsafeTemporaryAllocation(of: Bytes.self, capacity: room) { fields in
      guard let first = fields.baseAddress else { return false }
      let split = scanner.split(
        base, from: start, to: bytes.count, fields: first, capacity: layout.fieldCount)
      guard split.next >= 0, split.fieldCount == layout.fieldCount else { return false }
      for column in columns {
        if let field = layout.field(of: column) { take(column, fields[field]) }
      }
      return true
    }
  }
}
