import Ledger

/// Rows with their places, by file and line, each made when it is requested: of very many, most are not in memory.
package struct RowList<Row: PackedRow>: RandomAccessCollection, Sendable {
  package let endIndex: Int
  package var startIndex: Int { 0 }
  private let row: @Sendable (Int) -> Located<Row>
  private let order: @Sendable (Int) -> UInt8

  /// Makes a list.
  ///
  /// - Parameter order: that of the row at an index, which may be known without the row.
  package init(
    count: Int, order: @escaping @Sendable (Int) -> UInt8,
    row: @escaping @Sendable (Int) -> Located<Row>
  ) {
    endIndex = count
    self.row = row
    self.order = order
  }

  /// Makes one of rows in memory.
  package init(_ rows: [Located<Row>]) {
    self.init(count: rows.count, order: { rows[$0].row.order }, row: { rows[$0] })
  }

  package subscript(index: Int) -> Located<Row> { row(index) }

  /// The order of the row at an index, of which the rest is not looked at.
  package func order(at index: Int) -> UInt8 { order(index) }
}

extension RowList: ExpressibleByArrayLiteral {
  package init(arrayLiteral rows: Located<Row>...) { self.init(rows) }
}

extension RowList<ExceptionRow> {
  /// The rows of some kinds, in order: the others, of which there may be very many, are not touched.
  package func ofKinds(_ kinds: ExceptionRow.Kind...) -> some Sequence<Located<ExceptionRow>> {
    ofKinds(kinds)
  }

  /// The rows of the kinds of a list, likewise.
  package func ofKinds(_ kinds: [ExceptionRow.Kind]) -> some Sequence<Located<ExceptionRow>> {
    let orders = kinds.map(\.rawValue)
    return indices.lazy.filter { orders.contains(order(at: $0)) }.map { self[$0] }
  }
}
