import Tables

/// The looks of cells of an invoice.
enum InvoiceCellStyles {
  static let title = CellFormat(alignment: .left).with(\.points, 16).with(\.isBold, true)
  static let text = CellFormat(alignment: .left)
  static let unit = CellFormat(alignment: .leftIndented)
  static let right = CellFormat(alignment: .right)
  static let heading = CellFormat(alignment: .left, isHeading: true).with(\.wraps, false)
  static let numberHeading = CellFormat(alignment: .right, isHeading: true).with(\.wraps, false)
  static let strong = text.with(\.isBold, true)
  static let note = text.with(\.colour, .muted)
  static let cents = number(NumberView.grouped(decimals: 2))
  static let check = CellFormat(
    pattern: "0.000000;-0.000000;\"0, agrees\"", alignment: .right
  ).with(\.colour, .muted)

  static func number(_ view: NumberView) -> CellFormat {
    CellFormat(pattern: view.pattern, alignment: .right)
  }

  /// The look of a total: bold under a line.
  static func total(_ look: CellFormat) -> CellFormat {
    look.with(\.isBold, true).with(\.above, .thin)
  }
}
