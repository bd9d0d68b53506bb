import Cube
import Forecasting
import Ledger
import Platform
import Workspace

extension ForecastRequest {
  /// Begins to make the outlook; it is nil where there is no row to go on from.
  ///
  /// - Parameters:
  ///   - facts: of all days before the end of the period.
  ///   - period: the days whose anomalies are reported; nil is all.
  ///
  /// Of the ledger it needs the facts alone and, mostly, one thread: with several it is made beside whatever else is.
  package func begin(
    of facts: Facts, workspace: Workspace, period: Period?, threads: Int
  ) -> Parallel.Pending<Result<Outlook?, RunRefusal>> {
    Parallel.begin(inTurn: threads == 1) {
      do throws(RunRefusal) {
        let maker = try OutlookMaker(
          facts.ofUsualDays, books: workspace.books, zone: workspace.zone, request: self,
          threads: threads)
        return .success(maker?.outlook.telling(of: period))
      } catch {
        return .failure(error)
      }
    }
  }
}
