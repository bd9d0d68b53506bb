import Engine
import Ledger
import Outlook
import Support
import Workspace

/// A workspace of a price book, the sold plan pro and a ledger, and what is expected of it.
struct OutlookDesk {
  private let folder: Scratch

  /// - Parameters:
  ///   - prices: the rows of a price book `provider,model,unit_class,price_usd`, each per million.
  ///   - books: further files by their names.
  init(prices: [String], ledger: String, books: [String: String] = [:]) throws {
    folder = try Scratch()
    try folder.write(
      "ws/prices/p.csv",
      "provider,model,unit_class,price_usd\n" + prices.map { $0 + "\n" }.joined())
    try folder.write("ws/plans.csv", "tier,is_free\npro,false\n")
    try folder.write("ws/ledger/l.csv", ledger)
    for (name, text) in books { try folder.write("ws/" + name, text) }
  }

  /// How the budgets of the workspace stand, in the order of their file.
  func budgets(horizon: Int = 30) throws -> [BudgetTable.Row] {
    let workspace = try Workspace(root: folder.path("ws"), knownAt: nil)
    var request = ForecastRequest()
    request.horizon = horizon
    var findings: [Finding] = []
    let run = try LedgerRun(workspace: workspace, options: RunOptions(), progress: nil)
    return try WorkspaceForecast(run, request: request, replayed: .none, findings: &findings)
      .budgets.rows
  }
}
