/// A table of typed cells, ready to be written as CSV or as a sheet of the workbook.
///
/// Its rows are made on demand, so that a long table is never whole in memory.
package struct Table: Sendable {
  /// The file name without `.csv`, as `margin-by-day`.
  package let name: String
  /// The name of its sheet, as `Margin by day`.
  package let title: String
  /// At least one.
  package let columns: [Column]
  /// The rows of the CSV without its header.
  package let rowCount: Int
  /// The order of the rows of a cut list, in words: `largest difference first`.
  package let order: String
  /// The weight of a row; nil if the first rows matter most.
  let weight: (@Sendable (Int) -> Int128)?
  private let put: @Sendable (Int, inout [Cell]) -> Void

  /// Makes a table.
  ///
  /// - Parameters:
  ///   - weight: larger is more important: it picks the rows of a workbook that cannot show all.
  ///   - row: the cells of the row at an index below `rowCount`, one for each column.
  package init(
    name: String, title: String, columns: [Column], rowCount: Int, order: String,
    weight: (@Sendable (Int) -> Int128)? = nil, row: @escaping @Sendable (Int) -> [Cell]
  ) {
    self.init(
      name: name, title: title, columns: columns, rowCount: rowCount, order: order, weight: weight
    ) { index, cells in cells = row(index) }
  }

  /// Makes a table of very many rows.
  ///
  /// - Parameter put: appends the cells of the row at an index to an empty list, which is used again for the next.
  package init(
    name: String, title: String, columns: [Column], rowCount: Int, order: String,
    weight: (@Sendable (Int) -> Int128)?,
    put: @escaping @Sendable (Int, inout [Cell]) -> Void
  ) {
    precondition(!columns.isEmpty && rowCount >= 0, "a table has columns, and no row or more")
    self.name = name
    self.title = title
    self.columns = columns
    self.rowCount = rowCount
    self.order = order
    self.weight = weight
    self.put = put
  }

  /// Returns the row at `index`, one cell for each column.
  package func cells(at index: Int) -> [Cell] {
    var cells: [Cell] = []
    put(rowAt: index, into: &cells)
    return cells
  }

  /// Puts the cells of the row at `index`, one for each column, in the place of `cells`.
  package func put(rowAt index: Int, into cells: inout [Cell]) {
    cells.removeAll(keepingCapacity: true)
    put(index, &cells)
    precondition(cells.count == columns.count, "a row has one cell for each column")
  }

  /// Returns the indices of the `limit` heaviest rows, heaviest first and equal ones in row order;
  /// all rows in their own order when there are no more than `limit` and they are not sorted.
  package func heaviestRows(limit: Int, isSorted: Bool = false) -> [Int] {
    guard rowCount > limit || isSorted, let weight else {
      return Array(0..<min(rowCount, limit))
    }
    var heaviest: [(weight: Int128, index: Int)] = []
    // What so many earlier rows outweigh is not among them.
    var least: Int128?
    func cut() {
      heaviest.sort { $0.weight == $1.weight ? $0.index < $1.index : $0.weight > $1.weight }
      heaviest.removeLast(max(0, heaviest.count - limit))
      if heaviest.count == limit { least = heaviest.last?.weight }
    }
    for index in 0..<rowCount {
      let weight = weight(index)
      if let least, weight <= least { continue }
      heaviest.append((weight, index))
      if heaviest.count == 4 * limit { cut() }
    }
    cut()
    return heaviest.map(\.index)
  }
}
