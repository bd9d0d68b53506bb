import Cube
import Forecasting
import Ledger
import Platform
import Workspace

extension Run {
  /// The outlook that was asked for; nil where there is no row to go on from.
  ///
  /// - Parameters:
  ///   - facts: of all days before the end of the period.
  ///   - period: the days of which odd ones are told; nil is all.
  ///
  /// Of the ledger it needs the facts alone and, mostly, one thread: with several it is made beside whatever else is.
  static func outlook(
    _ request: OutlookRequest, of facts: Facts, workspace: Workspace, period: Period?,
    threads: Int
  ) -> Parallel.Pending<Result<Outlook?, RunRefusal>> {
    Parallel.begin(inTurn: threads == 1) {
      do throws(RunRefusal) {
        let maker = try OutlookMaker(
          facts.ofUsualDays, books: workspace.books, zone: workspace.zone, request: request,
          threads: threads)
        return .success(maker?.outlook.telling(of: period))
      } catch {
        return .failure(error)
      }
    }
  }
}
