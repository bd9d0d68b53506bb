import Ledger

/// A row read again, as text, to be compared with others of its request id.
package struct RowText: Sendable {
  package let position: RowPosition
  /// One per known column, blank where the file has no such column.
  let cells: [[UInt8]]

  /// Splits the row at the start of `bytes`, whose file has `layout`.
  package init(position: RowPosition, bytes: Bytes, layout: LedgerLayout) {
    let scanner = RecordScanner(layout.format)
    guard case .record(let record) = scanner.scan(bytes, from: 0, isEnd: true) else {
      preconditionFailure("a counted row can be read again")
    }
    self.position = position
    cells = LedgerColumn.allCases.map { column in
      layout.field(of: column).map { record.fields[$0].text } ?? []
    }
  }

  fileprivate var requestID: [UInt8] { cells[LedgerColumn.requestID.rawValue] }
}

/// A counted row whose request id an earlier row had.
package struct RepeatedRow: Sendable {
  package let position: RowPosition
  /// The first row with the id: the one that counts.
  package let first: RowPosition
  /// The columns in which the two differ, with both texts; none for an exact copy.
  package let differences: [Difference]

  /// A column in which the two rows differ, with the text of each.
  package struct Difference: Sendable {
    package let column: LedgerColumn
    package let here: Name
    package let there: Name
  }

  package var isConflict: Bool { !differences.isEmpty }

  /// Returns the rows of `candidates` that repeat the id of an earlier one of them.
  ///
  /// Rows are compared as text in every known column, each with the first of its id.
  package static func find(among candidates: [RowText]) -> [RepeatedRow] {
    var firsts: [[UInt8]: RowText] = [:]
    var repeated: [RepeatedRow] = []
    for row in candidates.sorted(by: { $0.position < $1.position }) {
      guard let first = firsts[row.requestID] else {
        firsts[row.requestID] = row
        continue
      }
      let differences = LedgerColumn.allCases.compactMap { column -> Difference? in
        let here = row.cells[column.rawValue]
        let there = first.cells[column.rawValue]
        return here == there
          ? nil : Difference(column: column, here: Name(bytes: here), there: Name(bytes: there))
      }
      repeated.append(
        RepeatedRow(position: row.position, first: first.position, differences: differences))
    }
    return repeated
  }
}
