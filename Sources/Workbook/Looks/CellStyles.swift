import Tables

extension CellFormat {
  /// The look of a total below the rows that it sums, if it is one.
  func ofTotal(_ isTotal: Bool) -> CellFormat {
    with(\.isBold, isTotal).with(\.above, isTotal ? .thin : nil)
  }
}

/// The looks that the pages share.
enum CellStyles {
  static let title = CellFormat(alignment: .left).with(\.points, 16).with(\.isBold, true)
  static let subtitle = CellFormat(alignment: .left).with(\.points, 11).with(\.colour, .muted)
  /// The title of a block, over a thick line.
  static let block = CellFormat(alignment: .left).with(\.points, 13).with(\.isBold, true)
    .with(\.below, .thick)
  static let heading = CellFormat(alignment: .leftIndented, isHeading: true).with(\.wraps, false)
  static let numberHeading = CellFormat(alignment: .right, isHeading: true).with(\.wraps, false)
  static let text = CellFormat(alignment: .leftIndented)
  static let note = text.with(\.colour, .muted)
  static let link = CellFormat(alignment: .leftIndented).with(\.colour, .link)
    .with(\.isUnderlined, true)

  /// A number at the right with a pattern.
  static func number(_ pattern: String?) -> CellFormat {
    CellFormat(pattern: pattern, alignment: .right)
  }

  /// Returns the pattern for numbers of one kind that are shown together.
  static func pattern(_ cells: [Cell], _ kind: Column.Kind) -> String? {
    NumberView.view(of: cells.compactMap(\.number), kind: kind)?.pattern
  }
}

extension Worksheet {
  /// Puts the title of a block over a line as long as the columns.
  mutating func putBlock(_ title: String, row: Int, columns: Range<Int>) {
    put(.words(title), row: row, column: columns.lowerBound, CellStyles.block)
    for column in columns.dropFirst() {
      put(.blank, row: row, column: column, CellStyles.block)
    }
  }

  /// Puts headings beside each other; the first `texts` are over texts.
  mutating func putHeadings(_ headings: [String], row: Int, texts: Int = 1) {
    for (index, heading) in headings.enumerated() {
      put(
        .words(heading), row: row, column: index,
        index < texts ? CellStyles.heading : CellStyles.numberHeading)
    }
  }
}
