import Bills
import Engine
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

  /// The files that `assay bill` may write.
  package static func names(_ focus: FocusOutput?) -> Set<String> {
    focus == nil ? fileNames : fileNames.union(FocusOutput.fileNames)
  }

  /// Compares the bills in a folder with a ledger, and writes the three files, and those of FOCUS where they are wanted:
  /// all or nothing, and others stay as they are.
  ///
  /// Lines are written as they are read.
  ///
  /// - Parameter digestsLines: the digest of the lines is wanted.
  package static func write(
    _ bills: BillFolder, beside ledger: SummedLedger, _ focus: FocusOutput?,
    _ options: RunOptions, choice: BillFilter, toFolder path: String, digestsLines: Bool = true
  ) throws -> (result: BillComparison, files: [WrittenFile]) {
    var made: BillComparison?
    let files = try TablesOutput.write([], to: path, names: names(focus)) { output in
      let lines = try output.folder.writeLong(linesName, isDigested: digestsLines) { sink in
        var file = BillLinesFile()
        made = try bills.result(beside: ledger, options, choice: choice) {
          file.put($0, sink: sink)
        }
        try file.finish(sink: sink)
      }
      guard let made else { preconditionFailure("who writes lines has read bills") }
      try writeTables(made, to: &output)
      if made.gaveLines { output.add(lines) } else { try writeLines(made, to: &output) }
      try focus?.write(to: &output)
    }
    guard let made else { preconditionFailure("files are written after bills are read") }
    return (made, files)
  }

  /// Writes the three files into a folder.
  package static func write(_ bills: BillComparison, to output: inout OutputFolder) throws {
    try writeTables(bills, to: &output)
    try writeLines(bills, to: &output)
  }

  private static func writeTables(_ bills: BillComparison, to output: inout OutputFolder) throws {
    for table in tables(of: bills.reconciliation) {
      try output.write(table.name + ".csv") { try CSVFile.write(table, sink: $0) }
    }
  }

  private static func writeLines(_ bills: BillComparison, to output: inout OutputFolder) throws {
    output.add(try output.folder.writeLong(linesName) { try BillLinesFile.write(bills, sink: $0) })
  }
}
