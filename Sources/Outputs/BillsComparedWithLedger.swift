import Bills
import Engine
import Ledger

extension BillFolder {
  /// Splits the difference between the bills and what a ledger used, whose use was collected.
  ///
  /// - Parameters:
  ///   - choice: the bills that are wanted.
  ///   - give: gets every line as it is read; whether that was right the result says.
  package func result(
    beside ledger: SummedLedger, _ options: RunOptions, choice: BillFilter = BillFilter(),
    give: (ListedBillLine) -> Void = { _ in }
  ) throws(RunRefusal) -> BillComparison {
    guard let use = ledger.use else {
      preconditionFailure("runs with bills collect the use of vendors")
    }
    return try result(
      beside: use, of: ledger.workspace, period: ledger.period,
      skipsBadFiles: options.skipsBadFiles, choice: choice,
      rejected: ledger.rejectedRows.map {
        RejectedUsageRow(
          text: $0.text, place: Place(file: $0.file.description, line: Int($0.line)))
      }, give: give)
  }
}
