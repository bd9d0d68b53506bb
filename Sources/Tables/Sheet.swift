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
  /// One per column of the table, in its order, and then those for the view.
  package let columns: [SheetColumn]
  /// One per shown row of the table, as long as `columns`.
  package let rows: [[SheetCell]]
  /// The rows of the CSV of which the sheet has a text only in part, as they stand on the sheet; row 1 is
  /// its header.
  package let cutRows: [Int]
  /// Those that no CSV has.
  package let viewColumns: [ViewColumn]
  /// The kinds of the columns, as many.
  let kinds: [Column.Kind]
  /// The line below the rows: that there are none, or that these are not all.
  package let note: String?

  /// The most rows of a table that a sheet shows.
  package static let rowLimit = 1_000

  /// Lays out `table` on a sheet called `name`, with its heaviest rows if it is too long.
  ///
  /// - Parameter emptyNote: the line below the headings of a table without rows.
  package init(
    _ table: Table, named name: String, viewColumns: [ViewColumn] = [],
    emptyNote: String = "None in this period."
  ) {
    self.name = name
    title = table.title
    csvName = table.name + ".csv"
    note = table.rowCount == 0 ? emptyNote : Sheet.note(for: table)
    let indices = table.heaviestRows(limit: Sheet.rowLimit)
    let cells = indices.map { row in
      table.cells(at: row) + viewColumns.map { $0.cell(row) }
    }
    let kinds = table.columns.map(\.kind) + viewColumns.map(\.kind)
    let headings =
      table.columns.map { Headings.words(for: $0.name) } + viewColumns.map(\.heading)
    let areProse = table.columns.map(\.isProse) + viewColumns.map { _ in false }
    var layouts: [ColumnLayout] = []
    for index in kinds.indices {
      layouts.append(
        ColumnLayout(
          heading: headings[index], kind: kinds[index], isProse: areProse[index],
          cells: cells.map { $0[index] }, after: layouts.last))
    }
    self.kinds = kinds
    self.viewColumns = viewColumns
    columns = layouts.map(\.column)
    cutRows = zip(indices, cells).filter { _, cells in !cells.allSatisfy(\.fits) }.map { $0.0 + 2 }
    rows = zip(indices, cells).map { index, cells in
      // Row 1 of the CSV is its header.
      zip(cells, layouts).map { cell, layout in layout.sheetCell(cell, csvRow: index + 2) }
    }
  }

  private static func note(for table: Table) -> String? {
    guard table.rowCount > rowLimit else { return nil }
    let shown = NumberView.grouped(decimals: 0).text(Int128(rowLimit), scale: 0)
    let all = NumberView.grouped(decimals: 0).text(Int128(table.rowCount), scale: 0)
    return "\(shown) of \(all) rows, \(table.order); all are in \(table.name).csv."
  }
}

/// A column that only the sheet has, at the right of those of the CSV.
package struct ViewColumn {
  package let heading: String
  package let kind: Column.Kind
  /// The meaning in a sentence.
  package let meaning: String
  /// Its cell in the row at an index of the table.
  package let cell: (Int) -> Cell

  /// Makes a column; its heading gets a note that no CSV has it.
  package init(
    _ heading: String, _ kind: Column.Kind, _ meaning: String, cell: @escaping (Int) -> Cell
  ) {
    self.heading = heading + " (view only)"
    self.kind = kind
    self.meaning = meaning
    self.cell = cell
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
      .percent, .decimal:
      true
    }
  }
}
