extension Worksheet {
  /// A table as a sheet: headings in row 1, rows below, the total in the last row, and a line that says what is left out.
  ///
  /// - Parameter printedRows: the most rows that are printed; nil for all.
  package init(_ sheet: Sheet, scope: String, printedRows: Int? = nil) {
    var print = PrintSetup(title: sheet.title, scope: scope, source: sheet.csvName)
    print.repeatsHeading = true
    let count = sheet.rows.count
    let end = count + (sheet.total == nil ? 0 : 1) + (sheet.note == nil ? 0 : 1)
    // A long text in the last column would otherwise make the page wider and all of it smaller.
    print.area = CellRange(
      rows: 0...min(printedRows ?? end, end), columns: 0...sheet.columns.count - 1)
    self.init(name: sheet.name, print: print)
    widths = sheet.columns.map(\.width)
    self.print.fit(pixels: pixels(ofColumns: 0..<widths.count))
    // A heading is bold, and has a filter button beside it.
    let lines = sheet.columns.map {
      SheetText.brokenLines($0.heading, width: Int($0.width) - 2).count
    }
    heights[0] = .init(max(1, lines.max() ?? 1)) * Worksheet.rowHeight + 2
    hasGridlines = true
    isFrozen = true
    reserve(cells: (count + 2) * sheet.columns.count + 1)
    for (index, column) in sheet.columns.enumerated() {
      put(.text(column.heading), row: 0, column: index, column.headingFormat)
    }
    for (index, row) in sheet.rows.enumerated() { put(row, of: sheet, row: index + 1) }
    filter = CellRange(rows: 0...count, columns: 0...sheet.columns.count - 1)
    if let note = sheet.note {
      put(
        .text(note), row: count + 1, column: 0,
        CellFormat(alignment: .left).with(\.colour, .muted))
    }
    if let total = sheet.total {
      put(
        total.map { cell in
          SheetCell(
            content: cell.content,
            format: cell.format.with(\.isBold, true).with(\.above, .thin))
        }, of: sheet, row: end)
    }
    redRanges = sheet.redRanges(rows: 1...max(1, end))
  }

  private mutating func put(_ cells: [SheetCell], of sheet: Sheet, row: Int) {
    for (column, cell) in cells.enumerated() {
      put(cell.content, row: row, column: column, cell.format)
      if case .text(let text) = cell.content, cell.format.wraps {
        // The indent of a text.
        fit(text, row: row, width: Int(sheet.columns[column].width) - 1)
      }
    }
  }
}

extension Sheet {
  /// Negative money, percentages and points are red.
  fileprivate func redRanges(rows: ClosedRange<Int>) -> [CellRange] {
    guard !self.rows.isEmpty else { return [] }
    // Less cost is not bad.
    return kinds.enumerated().filter { !changes.contains($0.offset) }.compactMap { index, kind in
      switch kind {
      case .money, .requestMoney, .percent, .points:
        CellRange(rows: rows, columns: index...index)
      case .text, .count, .credits, .day, .seconds, .multiplier, .decimal: nil
      }
    }
  }
}
