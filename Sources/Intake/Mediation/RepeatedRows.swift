import Ledger

/// A row read again, as text, to be compared with others of its request id.
package struct RowText: Sendable {
  package let position: RowPosition
  /// The record as it stands in its file, without its line end.
  fileprivate let bytes: [UInt8]
  fileprivate let layout: LedgerLayout

  /// Takes the row at the start of `bytes`, whose file has `layout`.
  package init(position: RowPosition, bytes: Bytes, layout: LedgerLayout) {
    self.position = position
    self.bytes = Array(bytes)
    self.layout = layout
  }

  /// One per known column, blank where the file has no such column.
  fileprivate var cells: [[UInt8]] {
    let record = bytes.withUnsafeBufferPointer {
      RecordScanner(layout.format).scan($0, from: 0, isEnd: true)
    }
    guard case .record(let record) = record else {
      preconditionFailure("a counted row can be read again")
    }
    return LedgerColumn.allCases.map { column in
      layout.field(of: column).map { record.fields[$0].text } ?? []
    }
  }
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
  /// Rows are compared as text in every known column, each with the first of its id; rows of the same
  /// bytes, as most copies are, are not even taken apart.
  package static func find(among candidates: [RowText]) -> [RepeatedRow] {
    var firsts = Firsts()
    var repeated: [RepeatedRow] = []
    for row in candidates.sorted(by: { $0.position < $1.position }) {
      if let found = firsts.take(row) { repeated.append(found) }
    }
    return repeated
  }

  /// The first rows of ids, to hold later ones against.
  package struct Firsts {
    private var byText: [[UInt8]: RowText] = [:]
    private var byID: [[UInt8]: First] = [:]

    private struct First {
      let position: RowPosition
      let cells: [[UInt8]]
    }

    package init() {}

    /// Returns how `row` repeats an earlier one; nil when it is the first of its id.
    package mutating func take(_ row: RowText) -> RepeatedRow? {
      if let same = byText[row.bytes], same.layout == row.layout {
        return RepeatedRow(position: row.position, first: same.position, differences: [])
      }
      let cells = row.cells
      let id = cells[LedgerColumn.requestID.rawValue]
      guard let first = byID[id] else {
        byID[id] = First(position: row.position, cells: cells)
        byText[row.bytes] = row
        return nil
      }
      let differences = LedgerColumn.allCases.compactMap { column -> Difference? in
        let here = cells[column.rawValue]
        let there = first.cells[column.rawValue]
        return here == there
          ? nil : Difference(column: column, here: Name(bytes: here), there: Name(bytes: there))
      }
      return RepeatedRow(position: row.position, first: first.position, differences: differences)
    }
  }
}
