/// One sheet of a workbook, cell by cell: content, looks and print setup.
package struct Worksheet: Sendable {
  /// A name that a spreadsheet accepts.
  package let name: String
  package var print: PrintSetup
  /// The first columns, in widths of a digit of the default font.
  package var widths: [Double] = []
  /// A height of rows, in points.
  package typealias Points = Double

  /// Rows that are not as high as others.
  package var heights: [Int: Points] = [:]
  package private(set) var cells: [PageCell] = []
  /// Cells that are red where they are below 0.
  package var redRanges: [CellRange] = []
  package var charts: [PlacedChart] = []
  /// The cells of this sheet to which names of the workbook refer.
  package private(set) var names: [(name: String, cell: CellRange)] = []
  /// The first row and column stay in view.
  package var isFrozen = false
  /// Cells under filter buttons.
  package var filter: CellRange?
  /// Cells whose value is chosen from a list.
  package var choices: [CellChoice] = []
  /// The colour of the tab; nil for none.
  package var tab: Colour?
  package var hasGridlines = false
  /// The sheet that is in view when the workbook is opened.
  package var isFirst = false

  package init(name: String, print: PrintSetup) {
    self.name = name
    self.print = print
  }

  /// Reserves memory for a number of cells at once.
  mutating func reserve(cells count: Int) { cells.reserveCapacity(count) }

  /// Puts content into a cell.
  package mutating func put(
    _ content: SheetCell.Content, row: Int, column: Int, _ format: CellFormat
  ) {
    cells.append(
      PageCell(row: row, column: column, cell: SheetCell(content: content, format: format)))
  }

  /// Puts a text into as many rows as it needs at a width in digits, since no cells are merged; returns the next row.
  ///
  /// The cells at the right have to be empty.
  package mutating func putLines(
    _ text: String, row: Int, column: Int, width: Int, _ format: CellFormat
  ) -> Int {
    var row = row
    for line in SheetText.brokenLines(text, width: width) {
      put(.words(line), row: row, column: column, format)
      row += 1
    }
    return row
  }

  /// Makes a row high enough for a text in columns of a given width in digits.
  ///
  package mutating func fit(_ text: String, row: Int, width: Int) {
    let lines = SheetText.brokenLines(text, width: width).count
    // Further lines are a little lower than a row.
    heights[row] = max(heights[row] ?? 0, Worksheet.rowHeight + .init(lines - 1) * 14)
  }

  /// The height of a row of one line, in points.
  package static let rowHeight = 15.0

  /// The height of the rows before one, in points.
  package func height(ofRowsBefore row: Int) -> Double {
    (0..<row).reduce(0) { $0 + (heights[$1] ?? Worksheet.rowHeight) }
  }

  /// The width of the first columns, in pixels.
  package func pixels(ofColumns columns: Range<Int>) -> Int {
    columns.reduce(0) { $0 + Int(7 * (widths.indices.contains($1) ? widths[$1] : 8.43)) + 5 }
  }

  /// Gives a cell a name that formulas of every sheet may use.
  package mutating func name(_ name: String, row: Int, column: Int) {
    names.append((name, CellRange(row: row, column: column)))
  }
}

/// A cell with its content; rows and columns count from 0.
package struct PageCell: Sendable {
  package let row: Int
  package let column: Int
  package let cell: SheetCell
}

/// Cells whose value people choose from a list.
package struct CellChoice: Hashable, Sendable {
  package let range: CellRange
  package let values: [String]

  package init(_ range: CellRange, _ values: [String]) {
    self.range = range
    self.values = values
  }
}
