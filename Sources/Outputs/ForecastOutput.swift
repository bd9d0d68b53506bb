import Cube
import Forecasting
import Ledger
import Outlook
import Reconciliation
import Reports
import Tables

/// Everything that `assay forecast` finds in a workspace.
package struct ForecastOutput {
  /// The last of the days that the forecast goes on from; nil without usage.
  package let lastDay: Day?
  /// Nil for a ledger of less than two days.
  package let outlook: Outlook?
  /// The results of the run, with this outlook in place of its own.
  package let input: ReportInput
  /// Nil without usage, and where nothing is sold.
  package let runOut: RunOutTable?
  /// Of every budget of the workspace; empty without any.
  package let budgets: BudgetTable
  /// Models of which nothing is expected from a day on, because no price is in force.
  package let ended: [TrafficForecast.Ended]
  /// The request, and the scopes of the budgets.
  package let request: ForecastRequest

  /// - Parameters:
  ///   - replayed: the accounts of the credit ledger at its end.
  ///   - findings: gets what a reader should know of the forecast.
  package init(
    _ run: Run, request: ForecastRequest, replayed: ReplayedAccounts,
    findings: inout [Finding]
  ) throws {
    let made = try WorkspaceForecast(
      run.ledger, request: request, replayed: replayed, findings: &findings)
    lastDay = made.lastDay
    outlook = made.outlook
    input = run.input.with(outlook: outlook)
    runOut = made.runOut
    budgets = made.budgets
    ended = made.ended
    self.request = made.request
  }

  /// The tables in the order in which they are written.
  package var tables: [Table] { ForecastOutput.tables(input, runOut, budgets) }

  /// The same tables of a workspace without usage: their names and columns are those of any.
  package static let empty = tables(
    ReportInput(
      rows: RowCounts(), facts: Facts(merging: []), reconciliation: ReconciliationTotals(),
      exceptions: [], negativeMargins: [], rejects: [], settings: Settings()),
    nil, .empty)

  private static func tables(
    _ input: ReportInput, _ runOut: RunOutTable?, _ budgets: BudgetTable
  ) -> [Table] {
    [Report.forecast, .forecastAccuracy, .anomalies].map { $0.table(input) }
      + [runOut?.table ?? RunOutTable.empty, budgets.table]
  }
}
