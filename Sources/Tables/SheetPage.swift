extension Page {
  /// A table as a sheet: headings in row 1, rows below, and a line that says what is left out.
  package init(_ sheet: Sheet, scope: String) {
    var print = PrintSetup(title: sheet.title, scope: scope, source: sheet.csvName)
    print.repeatsHeading = true
    if sheet.columns.count > 14 {
      print.pagesWide = 2
      print.repeatedColumns = 2
    }
    // A long text in the last column would otherwise make the page wider and all of it smaller.
    print.area = CellRange(
      rows: 0...sheet.rows.count + (sheet.note == nil ? 0 : 1),
      columns: 0...sheet.columns.count - 1)
    self.init(name: sheet.name, print: print)
    widths = sheet.columns.map(\.width)
    heights[0] = 32
    hasGridlines = true
    isFrozen = true
    reserve(cells: (sheet.rows.count + 1) * sheet.columns.count + 1)
    for (index, column) in sheet.columns.enumerated() {
      put(.text(column.heading), row: 0, column: index, column.headingFormat)
    }
    for (index, row) in sheet.rows.enumerated() {
      for (column, cell) in row.enumerated() {
        put(cell.content, row: index + 1, column: column, cell.format)
        if case .text(let text) = cell.content, cell.format.wraps {
          fit(text, row: index + 1, width: Int(sheet.columns[column].width))
        }
      }
    }
    filter = CellRange(rows: 0...sheet.rows.count, columns: 0...sheet.columns.count - 1)
    if let note = sheet.note {
      put(
        .text(note), row: sheet.rows.count + 1, column: 0,
        CellFormat(alignment: .left).with(\.colour, .muted))
    }
    rules = sheet.rules
  }
}

extension Sheet {
  /// Negative money is red; a variance has a fill too where the sheet is short enough for it to say
  /// something.
  fileprivate var rules: [CellRule] {
    guard !rows.isEmpty else { return [] }
    return kinds.enumerated().flatMap { index, kind -> [CellRule] in
      let range = CellRange(rows: 1...rows.count, columns: index...index)
      switch kind {
      case .money, .requestMoney, .credits, .percent:
        return [CellRule(range, .belowZero, .badText)]
      case .points where rows.count <= 20:
        return [CellRule(range, .belowZero, .badFill), CellRule(range, .zeroOrMore, .goodFill)]
      case .points:
        return [CellRule(range, .belowZero, .badText)]
      case .text, .count, .day, .seconds, .multiplier, .decimal:
        return []
      }
    }
  }
}
