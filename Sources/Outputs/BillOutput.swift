import Bills
import Ledger
import Platform
import Reports
import Tables

/// Writes what a run or `assay bill` found of vendors' bills.
package enum BillOutput {
  /// Every file about bills.
  package static let fileNames: Set<String> = [
    "bill-reconciliation.csv", "bill-summary.csv", linesName,
  ]
  static let linesName = BillLinesTable.name + ".csv"

  /// The tables of the groups and of the sums; the lines are no table, as there may be millions.
  package static func tables(of bills: BillReconciliation) -> [Table] {
    [BillReconciliationTable(bills).table, BillSummaryTable(bills).table]
  }

  /// The same for the workbook, whose sheet has only the groups that differ.
  package static func sheets(of bills: BillReconciliation) -> [Table] {
    [BillReconciliationTable(bills).sheet, BillSummaryTable(bills).table]
  }

  /// Writes the three files into a folder, and those of FOCUS where they are wanted, all or nothing; others there stay as
  /// they are.
  package static func write(
    _ bills: BillResult, _ focus: FocusOutput?, toFolder path: String
  ) throws -> [WrittenFile] {
    try TablesOutput.write([], to: path, names: names(focus)) {
      try write(bills, to: &$0)
      try focus?.write(to: &$0)
    }
  }

  /// The files that `assay bill` may write.
  package static func names(_ focus: FocusOutput?) -> Set<String> {
    focus == nil ? fileNames : fileNames.union(FocusOutput.fileNames)
  }

  /// Writes the three files into a folder.
  package static func write(_ bills: BillResult, to output: inout OutputFolder) throws {
    for table in tables(of: bills.reconciliation) {
      try output.write(table.name + ".csv") { try CSVFile.write(table, sink: $0) }
    }
    try output.write(linesName) { try BillLinesFile.write(bills, sink: $0) }
  }
}
