import Cube
import Forecasting
import Ledger
import Pricing

extension Run {
  /// The outlook that was asked for; nil where none was, or there is no row to go on from.
  static func outlook(
    of facts: Facts, workspace: Workspace, options: RunOptions
  ) throws(RunRefusal) -> Outlook? {
    guard let request = options.outlook else { return nil }
    do throws(BookProblem) {
      return try OutlookMaker(
        facts, books: workspace.books, zone: workspace.zone, request: request,
        threads: options.threads)?.outlook(workspace.books)
    } catch {
      throw RunRefusal(findings: [error.fault.finding(at: error.place)])
    }
  }
}
