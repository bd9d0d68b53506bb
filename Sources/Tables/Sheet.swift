import Ledger

/// A table as one sheet of a workbook shows it: its cells as texts and doubles, with formats and
/// widths.
package struct Sheet {
  /// A name that a spreadsheet accepts.
  package let name: String
  /// The file that has every row and every digit.
  package let csvName: String
  /// The title of the table, for print.
  package let title: String
  /// One per column of the table, in its order.
  package let columns: [SheetColumn]
  /// One per shown row of the table, as long as `columns`.
  package let rows: [[SheetCell]]
  /// The line below the rows: that there are none, or that these are not all.
  package let note: String?

  /// The most rows of a table that a sheet shows.
  package static let rowLimit = 1_000

  /// Lays out `table` on a sheet called `name`, with its heaviest rows if it is too long.
  package init(_ table: Table, named name: String) {
    self.name = name
    title = table.title
    csvName = table.name + ".csv"
    note = Sheet.note(for: table)
    let indices = table.heaviestRows(limit: Sheet.rowLimit)
    let cells = indices.map { table.cells(at: $0) }
    var layouts: [ColumnLayout] = []
    for (index, column) in table.columns.enumerated() {
      let followsNumbers = index > 0 && table.columns[index - 1].kind.isNumber
      layouts.append(
        ColumnLayout(column, cells: cells.map { $0[index] }, followsNumbers: followsNumbers))
    }
    columns = layouts.map(\.column)
    rows = zip(indices, cells).map { index, cells in
      // Row 1 of the CSV is its header.
      zip(cells, layouts).map { cell, layout in layout.sheetCell(cell, csvRow: index + 2) }
    }
  }

  private static func note(for table: Table) -> String? {
    if table.rowCount == 0 { return "None in this period." }
    guard table.rowCount > rowLimit else { return nil }
    let shown = NumberView.grouped(decimals: 0).text(Int128(rowLimit), scale: 0)
    let all = NumberView.grouped(decimals: 0).text(Int128(table.rowCount), scale: 0)
    return "\(shown) of \(all) rows, \(table.order); all are in \(table.name).csv."
  }
}

/// What one column of a sheet looks like.
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
  /// What the cell holds.
  package let content: Content
  /// The look of the cell.
  package let format: CellFormat

  /// What a cell holds.
  package enum Content: Hashable, Sendable {
    case blank
    /// Escaped and cut as a cell needs it.
    case text(String)
    case number(Double)
  }
}

/// The look of a cell.
package struct CellFormat: Hashable, Sendable {
  /// The number format; nil for the general one.
  package let pattern: String?
  /// Where the content stands.
  package let alignment: Alignment
  /// Bold on a fill, above a line, on as many lines as it needs.
  package let isHeading: Bool

  /// Where a cell puts its content.
  package enum Alignment: Hashable, Sendable {
    case left, leftIndented, right
  }

  /// Makes a look.
  package init(pattern: String? = nil, alignment: Alignment, isHeading: Bool = false) {
    self.pattern = pattern
    self.alignment = alignment
    self.isHeading = isHeading
  }
}

extension Column.Kind {
  /// Whether the column holds numbers, which stand at the right.
  var isNumber: Bool {
    switch self {
    case .text, .day: false
    case .count, .money, .requestMoney, .credits, .percent, .points, .seconds, .multiplier,
      .decimal:
      true
    }
  }
}
