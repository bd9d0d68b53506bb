import Tables

/// A report: a CSV file and its sheet, and a function from what a run found to their rows.
///
/// One value per file here.
package struct Report: Sendable {
  /// The file name without `.csv`.
  package let name: String
  /// The name of its sheet.
  package let title: String
  /// At least one, each with its meaning.
  package let columns: [Column]
  private let make: @Sendable (Report, ReportInput) -> Table

  /// - Parameter make: makes the table with `table` of the report that it gets; pure.
  init(
    _ name: String, _ title: String, columns: [Column],
    make: @escaping @Sendable (Report, ReportInput) -> Table
  ) {
    self.name = name
    self.title = title
    self.columns = columns
    self.make = make
  }

  /// Makes the table of what a run found.
  package func table(_ input: ReportInput) -> Table { make(self, input) }

  /// Makes its table of a number of rows: see `Table`.
  func table(
    _ rowCount: Int, order: String, weight: (@Sendable (Int) -> Int128)? = nil,
    row: @escaping @Sendable (Int) -> [Cell]
  ) -> Table {
    table(rowCount, order: order, weight: weight) { index, cells in cells = row(index) }
  }

  /// The same of very many rows, whose cells are put into one list that is used again.
  func table(
    _ rowCount: Int, order: String, weight: (@Sendable (Int) -> Int128)?,
    put: @escaping @Sendable (Int, inout [Cell]) -> Void
  ) -> Table {
    Table(
      name: name, title: title, columns: columns, rowCount: rowCount, order: order,
      weight: weight, put: put)
  }
}

extension Report {
  /// Every report that becomes a CSV file and a sheet, in the order of the sheets.
  ///
  /// `facts.csv` is no sheet (too long to read) and writes itself: see `FactsFile`.
  package static let all: [Report] = [
    .summary, .marginByTier, .marginByDay, .marginByProvider, .marginByModel, .marginByService,
    .marginByAccount, .revenue,
    .freeTierLossByUser, .freeTierLossByModel, .freeTierLossByDay, .freeTierGuards,
    .freeTierGuardUsers, .reconciliation, .diagnosis, .corrections, .exceptions, .negativeMargin,
    .rejects,
    .forecast, .forecastAccuracy, .anomalies,
    .priceWatch, .priceWatchTiers, .priceHistory, .priceChecks,
    .usageComparison, .usageBuckets,
    .users, .usagePatterns, .efficiency, .recommendations,
  ]
}
