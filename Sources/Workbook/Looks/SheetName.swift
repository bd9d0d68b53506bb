/// The names of the sheets of `assay-report.xlsx`.
enum SheetName {
  static let summary = "Summary"
  static let changes = "What changed"
  static let customers = "Customers"
  static let models = "Models"
  static let charts = "Charts"
  static let actions = "To fix"
  static let about = "About"
}
