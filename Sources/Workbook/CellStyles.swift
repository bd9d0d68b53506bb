import Tables

/// The looks that the pages share.
enum CellStyles {
  static let title = CellFormat(alignment: .left).with(\.points, 18).with(\.isBold, true)
  static let subtitle = CellFormat(alignment: .left).with(\.points, 11).with(\.colour, .muted)
  /// The title of a block, over a thick line.
  static let block = CellFormat(alignment: .left).with(\.points, 13).with(\.isBold, true)
    .with(\.below, .thick)
  static let heading = CellFormat(alignment: .leftIndented, isHeading: true)
  static let numberHeading = CellFormat(alignment: .right, isHeading: true)
  static let text = CellFormat(alignment: .leftIndented)
  static let wrapped = CellFormat(alignment: .leftIndented).with(\.wraps, true)
  static let note = wrapped.with(\.colour, .muted)
  static let link = CellFormat(alignment: .leftIndented).with(\.colour, .link)
    .with(\.isUnderlined, true)

  /// A number at the right with a pattern.
  static func number(_ pattern: String?) -> CellFormat {
    CellFormat(pattern: pattern, alignment: .right)
  }

  /// A number that has smaller letters where it is too long for a column of so many digits.
  static func number(_ pattern: String?, _ cell: Cell, width: Int) -> CellFormat {
    guard let number = cell.number else { return self.number(pattern) }
    let length = NumberView.grouped(decimals: 2).text(number.value, scale: number.scale).count
    return self.number(pattern).with(\.points, length > width ? 8 : 10)
  }

  /// Returns the pattern for numbers of one kind that are shown together.
  static func pattern(_ cells: [Cell], _ kind: Column.Kind) -> String? {
    NumberView.view(of: cells.compactMap(\.number), kind: kind)?.pattern
  }

  /// A cell by itself: a number at the right as its own kind asks, anything else at the left.
  static func single(_ cell: Cell) -> CellFormat {
    switch cell.kind {
    case .day: CellFormat(pattern: "yyyy-mm-dd", alignment: .right)
    case .text: CellFormat(alignment: .right)
    case .count, .money, .requestMoney, .credits, .percent, .points, .seconds, .multiplier,
      .decimal:
      number(pattern([cell], cell.kind))
    }
  }
}
