import Comparing
import Platform
import Reports
import Tables

/// Writes what `compare` found, all or nothing.
package enum ComparisonOutput {
  /// Every file that a comparison writes into its folder.
  package static let fileNames: Set<String> = ["comparison.csv", "comparison-movers.csv"]

  /// The start of the file of the working paper.
  package static let factsHeader = ComparedFacts.columns.map(\.name).joined(separator: ",")

  /// True if the files in a folder are from an earlier comparison or run.
  package static func isOurs(in folder: String) throws -> Bool {
    if try Manifest.isOurs(in: folder) { return true }
    return try TablesOutput.isFile(
      folder + "/comparison.csv", beginning: "measure,order,driver,detail,value,shown\n")
  }

  /// The tables that a run has as well.
  static func tables(of comparison: PeriodComparison) -> [Table] {
    [BridgeTable(comparison).table, MoversTable(comparison).table]
  }

  /// Writes the tables, and the working paper to `facts` if given; returns what was written into the folder.
  package static func write(
    _ comparison: PeriodComparison, to folder: String, facts: String?
  ) throws -> [WrittenFile] {
    try TablesOutput.write(tables(of: comparison), to: folder, names: fileNames) { output in
      guard let facts else { return }
      try output.write(elsewhere: facts) {
        try CSVFile.write(ComparedFacts(comparison).table, sink: $0)
      }
    }
  }
}
