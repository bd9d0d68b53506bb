import Cube
import Forecasting
import Ledger
import Outlook
import Reconciliation
import Reports
import Tables

/// Everything that `assay forecast` finds in a workspace.
struct ForecastOutput {
  /// The last of the days that the forecast goes on from; nil without usage.
  let lastDay: Day?
  /// Nil for a ledger of less than two days.
  let outlook: Outlook?
  let input: ReportInput
  /// Nil without usage, and where nothing is sold.
  let runOut: RunOutTable?
  let budgets: BudgetTable
  /// Models of which nothing is expected from a day on, because no price is in force.
  let ended: [TrafficForecast.Ended]
  let request: OutlookRequest

  init(_ run: Run, request: OutlookRequest, findings: inout [Finding]) throws {
    let made = try WorkspaceOutlook(run.ledger, request: request, findings: &findings)
    lastDay = made.lastDay
    outlook = made.outlook
    input = run.input.with(outlook: outlook)
    runOut = made.runOut
    budgets = made.budgets
    ended = made.ended
    self.request = made.request
  }

  /// The tables in the order in which they are written.
  var tables: [Table] { ForecastOutput.tables(input, runOut, budgets) }

  /// The same tables of a workspace without usage: their names and columns are those of any.
  static let empty = tables(
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
