import Cube
import Forecasting
import Ledger
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

  init(_ run: Run, request asked: OutlookRequest, findings: inout [Finding]) throws {
    let budgets = try BudgetTable.budgets(in: run.workspace.root, findings: &findings)
    var request = asked
    request.scopes = Set(budgets.map(\.scope))
    self.request = request
    let balances = try AccountBalances(run, findings: &findings)
    // Where the usage ends, a request of a wrong clock does not say.
    let facts = run.input.facts.ofUsualDays
    let maker = try OutlookMaker(
      facts, books: run.workspace.books, zone: run.workspace.zone,
      request: request, threads: run.options.threads)
    outlook = maker?.outlook
    lastDay = facts.rows.last?.day
    input = run.input.with(outlook: outlook)
    let users = facts.users.indices.filter { facts.hasFactOfUser[$0] }.map { facts.users[$0] }
    // Where nothing is sold, the use of credits is not known.
    let last = run.workspace.books.isSold ? facts.rows.last : nil
    runOut = try last.map { last in
      RunOutTable(
        accounts: Set(users.map(\.account)),
        maker?.accounts { balances.known[$0] != nil } ?? [], balances: balances,
        use: try BalanceUse(balances, of: run),
        changes: balances.known.isEmpty ? .none : try maker?.knownChanges() ?? .none,
        lastDay: last.day, zone: run.workspace.zone, threads: run.options.threads)
    }
    let budgeted = BudgetOutlook(budgets, facts, maker)
    self.budgets = BudgetTable(rows: budgets.map(budgeted.row))
    ended = maker?.ended ?? []
  }

  /// The tables in the order in which they are written.
  var tables: [Table] { ForecastOutput.tables(input, runOut, budgets) }

  /// The same tables of a workspace without usage: their names and columns are those of any.
  static let empty = tables(
    ReportInput(
      rows: RowCounts(), facts: Facts(merging: []), reconciliation: ReconciliationTotals(),
      exceptions: [], negativeMargins: [], rejects: [], settings: Settings()),
    nil, BudgetTable(rows: []))

  private static func tables(
    _ input: ReportInput, _ runOut: RunOutTable?, _ budgets: BudgetTable
  ) -> [Table] {
    [Report.forecast, .forecastAccuracy, .anomalies].map { $0.table(input) }
      + [runOut?.table ?? RunOutTable.empty, budgets.table]
  }
}

extension RunOutTable {
  /// The table of a workspace without usage.
  static var empty: Table {
    RunOutTable(
      accounts: [], [], balances: .none, use: .none, changes: .none, lastDay: Day(number: 0),
      zone: .utc, threads: 1
    ).table
  }
}
