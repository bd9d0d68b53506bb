import Bills
import Engine
import Ledger

extension BillFolder {
  /// Splits the difference between the bills and what a ledger used, whose use was collected.
  ///
  /// - Parameter choice: the bills that are wanted.
  package func result(
    beside ledger: SummedLedger, _ options: RunOptions, choice: BillChoice = BillChoice()
  ) throws(RunRefusal) -> BillResult {
    guard let use = ledger.use else {
      preconditionFailure("runs with bills collect the use of vendors")
    }
    return try result(
      beside: use, of: ledger.workspace, period: ledger.period,
      skipsBadFiles: options.skipsBadFiles, choice: choice)
  }
}
