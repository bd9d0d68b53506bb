import Cube
import Engine
import Forecasting
import Ledger
import Tables
import Workspace

/// The forecast of a workspace: groups of requests, balances and budgets.
package struct WorkspaceForecast {
  /// The last of the days that the forecast goes on from; nil without usage.
  package let lastDay: Day?
  /// Nil for a ledger of less than two days.
  package let outlook: Outlook?
  /// Nil without usage, and where nothing is sold.
  package let runOut: RunOutTable?
  package let budgets: BudgetTable
  /// Models of which nothing is expected from a day on, because no price is in force.
  package let ended: [TrafficForecast.Ended]
  package let request: ForecastRequest

  /// Reads `budgets.csv` and the balances; what is wrong with them is added to `findings`.
  ///
  /// - Parameter replayed: the accounts of the credit ledger at its end.
  package init(
    _ run: LedgerRun, request asked: ForecastRequest, replayed: ReplayedAccounts,
    findings: inout [Finding]
  ) throws {
    let budgets = try BudgetTable.budgets(in: run.workspace.bookRoot, findings: &findings)
    var request = asked
    request.scopes = Set(budgets.map(\.scope))
    self.request = request
    let balances = try AccountBalances(run, replayed: replayed.balances, findings: &findings)
    // Where the usage ends, a request of a wrong clock does not say.
    let facts = run.figures.facts.ofUsualDays
    let maker = try OutlookMaker(
      facts, books: run.workspace.books, zone: run.workspace.zone,
      request: request, threads: run.options.reading.threads)
    outlook = maker?.outlook
    lastDay = facts.rows.last?.day
    let users = facts.users.indices.filter { facts.hasFactOfUser[$0] }.map { facts.users[$0] }
    // Where nothing is sold, the use of credits is not known.
    let last = run.workspace.books.isSold ? facts.rows.last : nil
    runOut = try last.map { last in
      RunOutTable(
        accounts: Set(users.map(\.account)), pooled: replayed.pooled,
        maker?.accounts { balances.known[$0] != nil } ?? [], balances: balances,
        use: try BalanceUse(balances, of: run),
        changes: balances.known.isEmpty ? .none : try maker?.knownChanges() ?? .none,
        lastDay: last.day, zone: run.workspace.zone, threads: run.options.reading.threads)
    }
    let budgeted = BudgetOutlook(budgets, facts, maker)
    self.budgets = BudgetTable(rows: budgets.map(budgeted.row))
    ended = maker?.ended ?? []
  }
}

extension RunOutTable {
  /// The table of a workspace without usage.
  package static var empty: Table {
    RunOutTable(
      accounts: [], pooled: [], [], balances: .none, use: .none, changes: .none,
      lastDay: Day(number: 0),
      zone: .utc, threads: 1
    ).table
  }
}

extension BudgetTable {
  /// No budgets.
  package static let empty = BudgetTable(rows: [])
}
