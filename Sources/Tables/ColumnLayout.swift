import Ledger

/// The layout of the cells of one column, decided from all of them that the sheet shows.
struct ColumnLayout {
  let column: SheetColumn
  private let kind: Column.Kind
  /// The number formats of the kinds of its cells.
  private let patterns: [Column.Kind: String]
  private let textFormat: CellFormat
  private let vertical: CellFormat.Vertical
  /// Text at its left would be right beside what ends here: numbers, or text that is cut.
  let isFull: Bool

  /// Lays out a column.
  ///
  /// - Parameters:
  ///   - views: the number formats of its cells.
  ///   - previous: the column at the left.
  ///   - vertical: where cells are in rows of several lines.
  init(
    _ field: SheetField, cells: [Cell], views: [Column.Kind: NumberView],
    after previous: ColumnLayout?, vertical: CellFormat.Vertical
  ) {
    kind = field.kind
    var shown = cells.map(ColumnLayout.shownLength).max() ?? 0
    for (shownKind, view) in views {
      let numbers = cells.filter { field.kind.shown(as: $0) == shownKind }.compactMap(\.number)
      shown = max(shown, view.longest(of: numbers))
    }
    patterns = views.mapValues { field.pattern ?? $0.pattern }
    let textAlignment = previous?.isFull == true ? CellFormat.Alignment.leftIndented : .left
    self.vertical = vertical
    let text = CellFormat(alignment: textAlignment).with(\.wraps, field.wraps)
      .with(\.vertical, vertical)
    textFormat = field.isPale ? text.with(\.colour, .muted).with(\.points, 9) : text
    isFull = kind.isNumber || shown + 2 > field.widest
    column = SheetColumn(
      heading: field.heading,
      width: Double(
        ColumnLayout.width(shown: shown, field)),
      headingFormat: CellFormat(
        alignment: kind.isNumber ? .besideFilter : textAlignment, isHeading: true))
  }

  /// Returns the cell as the sheet holds it; `csvRow` is where its text can be read whole.
  func sheetCell(_ cell: Cell, csvRow: Int?) -> SheetCell {
    if let number = cell.number {
      return SheetCell(
        content: .number(nearestDouble(number.value, scale: number.scale)),
        format: CellFormat(pattern: patterns[kind.shown(as: cell)], alignment: .right)
          .with(\.vertical, vertical))
    }
    let format = textFormat
    switch cell {
    case .text(let text) where !text.isEmpty:
      return SheetCell(content: .text(SheetText.cell(text, csvRow: csvRow)), format: format)
    case .boolean(let isTrue):
      return SheetCell(content: .text(isTrue ? "true" : "false"), format: format)
    case .day:
      return SheetCell(
        content: SheetCell.Content(cell),
        format: format.with(\.pattern, "yyyy-mm-dd"))
    case .blank, .text, .count, .money, .shownMoney, .credits, .creditsSum, .seconds, .multiplier,
      .percent, .decimal:
      return SheetCell(content: .blank, format: format)
    }
  }
}

extension ColumnLayout {
  /// The number of characters that a cell shows; 0 for a number.
  private static func shownLength(_ cell: Cell) -> Int {
    switch cell {
    case .text(let text): return SheetText.width(text.description)
    case .day: return 10
    case .boolean: return 5
    case .blank, .count, .money, .shownMoney, .credits, .creditsSum, .seconds, .multiplier,
      .percent,
      .decimal:
      return 0
    }
  }

  /// Room for the longest cell and for the heading beside its filter button.
  private static func width(shown: Int, _ field: SheetField) -> Int {
    let lines = SheetText.evenLines(field.heading).map(SheetText.width)
    // The button is beside the last line.
    let longest = max((lines.dropLast().max() ?? 0) + 2, (lines.last ?? 0) + 3)
    return max(min(field.widest, max(field.narrowest, shown + 2)), longest)
  }
}

/// Returns the double nearest to `value` × 10⁻ˢᶜᵃˡᵉ.
func nearestDouble(_ value: Int128, scale: Int) -> Double {
  if value.magnitude > 1 << 53, let digits = Int64(exactly: value), scale > 0, digits % 10 == 0 {
    // A zero at the end says nothing, and money of few decimals has many.
    return nearestDouble(Int128(digits / 10), scale: scale - 1)
  }
  // Of two numbers that doubles hold exactly the quotient is the nearest double (IEEE 754).
  if value.magnitude <= 1 << 53 && scale < exactPowersOfTen.count {
    return Double(Int64(value)) / exactPowersOfTen[scale]
  }
  guard let double = Double(DecimalText.string(value, scale: scale)), double.isFinite else {
    preconditionFailure("a canonical decimal of at most 39 digits is a double")
  }
  return double
}

/// The powers of ten that doubles hold exactly, up to 10²².
private let exactPowersOfTen: [Double] = [
  1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
  1e18, 1e19, 1e20, 1e21, 1e22,
]
