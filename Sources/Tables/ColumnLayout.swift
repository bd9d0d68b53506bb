import Ledger

/// How the cells of one column are shown, decided from all of them that the sheet shows.
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
    let views = ColumnLayout.views(of: cells, in: kind)
    self.kind = kind
    patterns = views.mapValues(\.pattern)
    let textAlignment = previous?.isFull == true ? CellFormat.Alignment.leftIndented : .left
    textFormat = CellFormat(alignment: textAlignment).with(\.wraps, isProse)
    let shown = cells.map { ColumnLayout.shownLength($0, in: kind, views: views) }.max() ?? 0
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
    case .blank, .text, .count, .money, .credits, .creditsSum, .seconds, .multiplier, .percent,
      .decimal:
      return SheetCell(content: .blank, format: format)
    }
  }
}

extension ColumnLayout {
  private static func views(
    of cells: [Cell], in kind: Column.Kind
  ) -> [Column.Kind: NumberView] {
    let groups = Dictionary(grouping: cells.filter { $0.number != nil }) {
      kind.shown(as: $0)
    }
    var views: [Column.Kind: NumberView] = [:]
    for (kind, cells) in groups {
      views[kind] = NumberView.view(of: cells.compactMap(\.number), kind: kind)
    }
    return views
  }

  /// The number of characters that the cell shows.
  private static func shownLength(
    _ cell: Cell, in kind: Column.Kind, views: [Column.Kind: NumberView]
  ) -> Int {
    if let number = cell.number, let view = views[kind.shown(as: cell)] {
      return view.text(number.value, scale: number.scale).count
    }
    switch cell {
    case .text(let text): return SheetText.width(text.description)
    case .day: return 10
    case .boolean: return 5
    case .blank, .count, .money, .credits, .creditsSum, .seconds, .multiplier, .percent, .decimal:
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
  guard let double = Double(DecimalText.string(value, scale: scale)), double.isFinite else {
    preconditionFailure("a canonical decimal of at most 39 digits is a double")
  }
  return double
}
