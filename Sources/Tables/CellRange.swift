/// A rectangle of cells; rows and columns count from 0.
package struct CellRange: Hashable, Sendable {
  package let rows: ClosedRange<Int>
  package let columns: ClosedRange<Int>

  package init(rows: ClosedRange<Int>, columns: ClosedRange<Int>) {
    self.rows = rows
    self.columns = columns
  }

  /// A single cell.
  package init(row: Int, column: Int) {
    self.init(rows: row...row, columns: column...column)
  }

  /// The cells as a formula names them: `B5` or `C2:C5`.
  package var reference: String {
    let first = CellRange.letters(columns.lowerBound) + String(rows.lowerBound + 1)
    let last = CellRange.letters(columns.upperBound) + String(rows.upperBound + 1)
    return first == last ? first : first + ":" + last
  }

  /// The first cell as a name refers to it, wherever it is used: `$B$5`.
  var fixedReference: String {
    "$" + CellRange.letters(columns.lowerBound) + "$" + String(rows.lowerBound + 1)
  }

  /// A column as spreadsheets count them: after Z comes AA.
  private static func letters(_ column: Int) -> String {
    let (rest, letter) = column.quotientAndRemainder(dividingBy: 26)
    let scalar = Unicode.Scalar(UInt8(65 + letter))
    return (rest > 0 ? letters(rest - 1) : "") + String(Character(scalar))
  }
}
