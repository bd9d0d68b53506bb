/// One sheet of a workbook, cell by cell: what stands where, how it looks, and how it prints.
package struct Page: Sendable {
  /// A name that a spreadsheet accepts.
  package let name: String
  package var print: PrintSetup
  /// The first columns, in widths of a digit of the default font.
  package var widths: [Double] = []
  /// Rows that are not as high as others, in points.
  package var heights: [Int: Double] = [:]
  package private(set) var cells: [PageCell] = []
  package var rules: [CellRule] = []
  package var charts: [PlacedChart] = []
  /// The cells of this sheet to which names of the workbook refer.
  package private(set) var names: [(name: String, cell: CellRange)] = []
  /// The first row and column stay in view.
  package var isFrozen = false
  /// Cells under filter buttons.
  package var filter: CellRange?
  package var hasGridlines = false
  /// The sheet that is in view when the workbook is opened.
  package var isFirst = false

  package init(name: String, print: PrintSetup) {
    self.name = name
    self.print = print
  }

  /// Makes room for so many cells at once.
  mutating func reserve(cells count: Int) { cells.reserveCapacity(count) }

  /// Puts content into a cell.
  package mutating func put(
    _ content: SheetCell.Content, row: Int, column: Int, _ format: CellFormat
  ) {
    cells.append(
      PageCell(
        range: CellRange(row: row, column: column),
        cell: SheetCell(content: content, format: format)))
  }

  /// Puts content into cells of one row that become one.
  package mutating func put(
    _ content: SheetCell.Content, row: Int, columns: ClosedRange<Int>, _ format: CellFormat
  ) {
    cells.append(
      PageCell(
        range: CellRange(rows: row...row, columns: columns),
        cell: SheetCell(content: content, format: format)))
  }

  /// Makes a row high enough for a text in columns of so many digits' width.
  ///
  /// Letters of a text are narrower than digits, and are smaller than those that widths count.
  package mutating func fit(_ text: String, row: Int, width: Int) {
    let lines = SheetText.lines(text, width: width * 4 / 3)
    heights[row] = max(heights[row] ?? 0, .init(lines * 27 + 9) / 2)
  }

  /// Gives a cell a name that formulas of every sheet may use.
  package mutating func name(_ name: String, row: Int, column: Int) {
    names.append((name, CellRange(row: row, column: column)))
  }
}

/// Cells with what they hold; of several, which are one, the first holds it.
package struct PageCell {
  package let range: CellRange
  package let cell: SheetCell
}

/// The print setup of a sheet, on A4.
package struct PrintSetup: Hashable, Sendable {
  /// At the left of the header.
  package let title: String
  /// At the right of the header: what the workbook is about.
  package let scope: String
  /// At the left of the footer: where the exact figures are.
  package let source: String
  package var isLandscape = true
  package var pagesWide = 1
  /// Nil for as many as it takes.
  package var pagesHigh: Int?
  /// Row 1 stands on every page.
  package var repeatsHeading = false
  /// The number of columns at the left that repeat on every page.
  package var repeatedColumns = 0
  /// The printed area, if not the whole sheet.
  package var area: CellRange?
  package var isCentred = false

  package init(title: String, scope: String, source: String) {
    self.title = title
    self.scope = scope
    self.source = source
  }
}

/// A look that cells take by their value.
package struct CellRule: Hashable, Sendable {
  package let range: CellRange
  package let condition: Condition
  package let look: Look

  /// Which cells take the look; a blank one never does.
  package enum Condition: Hashable, Sendable {
    case belowZero, zeroOrMore, notZero
  }

  /// The formatting that a condition applies.
  package enum Look: Hashable, Sendable {
    case badText, badFill, goodFill
  }

  package init(_ range: CellRange, _ condition: Condition, _ look: Look) {
    self.range = range
    self.condition = condition
    self.look = look
  }
}
