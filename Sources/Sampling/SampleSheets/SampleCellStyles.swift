import Tables

/// The looks of cells of the audit sample.
enum SampleCellStyles {
  static let title = CellFormat(alignment: .left).with(\.points, 16).with(\.isBold, true)
  static let text = CellFormat(alignment: .left)
  /// Text on as many lines as it needs.
  static let wrapped = text.with(\.wraps, true)
  static let heading = CellFormat(alignment: .left, isHeading: true)
  static let numberHeading = CellFormat(alignment: .right, isHeading: true)
  static let note = text.with(\.colour, .muted)
  static let strong = text.with(\.isBold, true)
  static let count = CellFormat(pattern: "#,##0", alignment: .right)
  static let money = CellFormat(pattern: "#,##0.00######", alignment: .right)
  static let decimal = CellFormat(pattern: "#,##0.######", alignment: .right)
  /// Room for what people write.
  static let open = text.with(\.below, .thin)
}
