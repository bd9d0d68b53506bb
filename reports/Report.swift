import Tables

/// A report: a file name, and a function from what a run found to a table.
///
/// One value per file here.
package struct Report: Sendable {
  /// The file name without `.csv`.
  package let name: String
  /// Makes the table; pure.
  package let table: @Sendable (ReportInput) -> Table

  package init(_ name: String, table: @escaping @Sendable (ReportInput) -> Table) {
    self.name = name
    self.table = table
  }
}

extension Report {
  /// Every report that becomes a CSV file and a sheet, in the order of the sheets.
  ///
  /// `facts.csv` is no sheet (too long to read) and writes itself: see `FactsFile`.
  package static let all: [Report] = [
    .summary,
    .marginByTier, .marginByDay, .marginByProvider, .marginByModel, .marginByService,
    .marginByAccount,
    .revenue,
    .freeTierLossByUser, .freeTierLossByModel, .freeTierLossByDay, .freeTierGuards,
    .freeTierGuardUsers,
    .reconciliation, .diagnosis, .corrections, .exceptions, .negativeMargin, .rejects,
    .forecast, .forecastAccuracy, .anomalies,
    .priceWatch, .priceWatchTiers, .priceHistory, .priceChecks,
    .usageComparison, .usageBuckets,
  ]
}
