import Ledger

/// A table as one sheet of a workbook shows it: its cells as texts and doubles, with formats and
/// widths.
package struct Sheet {
  /// A name that a spreadsheet accepts.
  package let name: String
  /// The title of the table, for print.
  package let title: String
  /// The file that has every row and every digit.
  package let csvName: String
  package let columns: [SheetColumn]
  /// As long as `columns` each.
  package let rows: [[SheetCell]]
  /// The sums; nil without them.
  package let total: [SheetCell]?
  /// The line below the rows: that these are not all; nil where they are.
  package let note: String?
  /// The rows of the CSV of which the sheet has a text only in part, as they are on the sheet; row 1 is
  /// its header.
  package let cutRows: [Int]
  /// The kinds of the columns, as many.
  let kinds: [Column.Kind]
  /// The columns with a number format of their own, as changes have.
  let changes: Set<Int>

  /// The most rows of a table that a sheet shows.
  package static let rowLimit = 1_000

  /// Lays out rows of exact cells.
  ///
  /// - Parameters:
  ///   - csvRows: where the rows are in the CSV; empty where there is none.
  ///   - pairs: the indices of two columns and of their difference.
  ///   - decimals: of all amounts; nil for as many as the largest needs.
  package init(
    name: String, title: String, csvName: String = "", fields: [SheetField], rows cells: [[Cell]],
    total: [Cell]? = nil, note: String? = nil, csvRows: [Int] = [], pairs: [[Int]] = [],
    decimals: Int? = nil
  ) {
    (self.name, self.title, self.csvName, self.note) = (name, title, csvName, note)
    kinds = fields.map(\.kind)
    changes = Set(fields.indices.filter { fields[$0].pattern != nil })
    let all = cells + (total.map { [$0] } ?? [])
    let views = SheetViews(kinds, all, pairs: pairs, decimals: decimals)
    var layouts: [ColumnLayout] = []
    for (index, field) in fields.enumerated() {
      layouts.append(
        ColumnLayout(
          field, cells: all.map { $0[index] }, views: views.columns[index], after: layouts.last,
          vertical: fields.contains(where: \.wraps) ? .top : .centre))
    }
    columns = layouts.map(\.column)
    cutRows = zip(csvRows, cells).filter { _, cells in !cells.allSatisfy(\.fits) }.map(\.0)
    rows = cells.enumerated().map { index, cells in
      let csvRow = csvRows.isEmpty ? nil : csvRows[index]
      return zip(cells, layouts).map { cell, layout in layout.sheetCell(cell, csvRow: csvRow) }
    }
    self.total = total.map { zip($0, layouts).map { $1.sheetCell($0, csvRow: nil) } }
  }
}

/// The look of one column of a sheet.
package struct SheetColumn: Hashable, Sendable {
  /// The name of the column in words.
  package let heading: String
  /// In widths of a digit of the default font.
  package let width: Double
  /// The look of the heading.
  package let headingFormat: CellFormat
}

/// One cell of a sheet.
package struct SheetCell: Hashable, Sendable {
  /// The content of the cell.
  package let content: Content
  /// The look of the cell.
  package let format: CellFormat

  /// The content of a cell.
  package enum Content: Hashable, Sendable {
    case blank
    /// Escaped and cut as a cell needs it.
    case text(String)
    case number(Double)
    /// A text that leads to a sheet of the workbook.
    case link(String, sheet: String)
    /// A formula and its value, for readers that do not calculate.
    case formula(String, value: Double)
  }
}

extension SheetCell.Content {
  /// Creates the content of a sheet's cell from an exact one; a long text is cut.
  package init(_ cell: Cell) {
    if let number = cell.number {
      self = .number(nearestDouble(number.value, scale: number.scale))
      return
    }
    switch cell {
    case .text(let text): self = .text(SheetText.cell(text, csvRow: nil))
    case .day(let day):
      let serial = SheetCell.serial(of: day)
      self = serial.map { .number(Double($0)) } ?? .text(day.description)
    case .boolean(let isTrue): self = .text(isTrue ? "true" : "false")
    case .blank, .count, .money, .shownMoney, .credits, .creditsSum, .seconds, .multiplier,
      .percent,
      .decimal:
      self = .blank
    }
  }

  /// A text of our own words and of names, escaped and cut as a cell needs it.
  package static func words(_ text: String) -> SheetCell.Content {
    .text(SheetText.cell(Name(text), csvRow: nil))
  }

  /// A formula whose value is the exact one of `cell`.
  package static func formula(_ formula: String, _ cell: Cell) -> SheetCell.Content {
    guard case .number(let value) = SheetCell.Content(cell) else {
      preconditionFailure("a formula is worth a number")
    }
    return .formula(formula, value: value)
  }
}

extension Cell {
  /// True if a cell of a sheet holds all of it.
  fileprivate var fits: Bool {
    if case .text(let text) = self { SheetText.fits(text) } else { true }
  }
}

extension SheetCell {
  /// The number of a day in Excel's calendar; nil before March 1900, because Excel counts a 29 February
  /// 1900.
  static func serial(of day: Day) -> Int? {
    let serial = Int(day.number) + 25_569
    return serial > 60 ? serial : nil
  }
}

extension Column.Kind {
  /// True if the column holds numbers, which are aligned right.
  var isNumber: Bool {
    switch self {
    case .text, .day: false
    case .count, .money, .requestMoney, .credits, .percent, .points, .seconds, .multiplier,
      .decimal:
      true
    }
  }
}
