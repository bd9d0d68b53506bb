import Ledger

/// The layout of the cells of one column, decided from all of them that the sheet shows.
struct ColumnLayout {
  let column: SheetColumn
  private let kind: Column.Kind
  /// The number formats of the kinds of its cells.
  private let patterns: [Column.Kind: String]
  private let textFormat: CellFormat
  /// Text at its left would stand right beside what ends here: numbers, or text that is cut.
  let isFull: Bool

  /// Lays out a column.
  ///
  /// - Parameters:
  ///   - isProse: texts may have as many lines as they need.
  ///   - previous: the column at the left.
  init(
    heading: String, kind: Column.Kind, isProse: Bool, cells: [Cell], after previous: ColumnLayout?
  ) {
    self.kind = kind
    var patterns: [Column.Kind: String] = [:]
    var shown = cells.map(ColumnLayout.shownLength).max() ?? 0
    for (shownKind, numbers) in ColumnLayout.numbers(in: cells, of: kind) {
      guard let view = NumberView.view(of: numbers, kind: shownKind) else { continue }
      patterns[shownKind] = view.pattern
      shown = max(shown, view.longest(of: numbers))
    }
    self.patterns = patterns
    let textAlignment = previous?.isFull == true ? CellFormat.Alignment.leftIndented : .left
    textFormat = CellFormat(alignment: textAlignment).with(\.wraps, isProse)
    let widest = isProse ? ColumnLayout.widestProse : ColumnLayout.widestText
    isFull = kind.isNumber || shown + 2 > widest
    column = SheetColumn(
      heading: heading,
      width: Double(
        ColumnLayout.width(shown: shown, heading: heading, kind: kind, widestText: widest)),
      headingFormat: CellFormat(
        alignment: kind.isNumber ? .besideFilter : textAlignment, isHeading: true))
  }

  /// Returns the cell as the sheet holds it; `csvRow` is where its text can be read whole.
  func sheetCell(_ cell: Cell, csvRow: Int) -> SheetCell {
    if let number = cell.number {
      return SheetCell(
        content: .number(nearestDouble(number.value, scale: number.scale)),
        format: CellFormat(pattern: patterns[kind.shown(as: cell)], alignment: .right))
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
  /// The numbers in the cells of a column of `kind`, by what they are shown as.
  private static func numbers(
    in cells: [Cell], of kind: Column.Kind
  ) -> [Column.Kind: [(value: Int128, scale: Int)]] {
    var numbers: [Column.Kind: [(value: Int128, scale: Int)]] = [:]
    for cell in cells {
      guard let number = cell.number else { continue }
      numbers[kind.shown(as: cell), default: []].append(number)
    }
    return numbers
  }

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

  private static let widestText = 40
  private static let widestProse = 80

  /// Room for the longest cell and for the heading on two lines beside its filter button.
  private static func width(
    shown: Int, heading: String, kind: Column.Kind, widestText: Int
  ) -> Int {
    let forCells = kind.isNumber ? max(9, shown + 2) : min(widestText, max(10, shown + 2))
    return max(forCells, twoLineLength(heading) + 4)
  }

  /// The length of the longer line where the words of `heading` stand on two lines as even as can
  /// be.
  private static func twoLineLength(_ heading: String) -> Int {
    let words = heading.split(separator: " ").map(\.count)
    let splits = words.indices.map { split in
      max(lineLength(words[..<split]), lineLength(words[split...]))
    }
    return splits.min() ?? 0
  }

  private static func lineLength(_ words: ArraySlice<Int>) -> Int {
    words.reduce(0, +) + max(0, words.count - 1)
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
