import Glibc
import Ledger
import Platform
import Reports
import Simulation
import Tables
import Workspace

/// Finds the files that an earlier simulation wrote into a folder, which would contradict those of the next one.
enum EarlierSimulation {
  /// The first line of each file that not every simulation writes.
  private static let headers = [
    "simulation-break-even.csv": BreakEven.columns, "simulation-search.csv": SearchResult.columns,
    "simulation-stopped.csv": SimulationOutput.stoppedColumns,
    "tiers-compare.csv": TierComparison.columns, "free-tier-frontier.csv": BudgetSavings.columns,
  ].mapValues { header($0.map(\.name)) }
  private static let facts = header(FactsFile.columns)

  private static func header(_ columns: [String]) -> String {
    columns.joined(separator: ",") + "\n"
  }

  /// Returns the names of those that are there, in a folder with files of Assay.
  ///
  /// A file that only has such a name, or is a link, belongs to another program or person.
  static func files(in folder: String) throws -> Set<String> {
    guard try SimulationOutput.isOurs(in: folder) else { return [] }
    var files: Set<String> = []
    for name in try FileSystem.names(in: folder).map(\.description) {
      let path = folder + "/" + name
      guard let header = headers[name] ?? (isFacts(name) ? facts : nil),
        try !FileSystem.isLink(path), try TablesOutput.isFile(path, beginning: header)
      else { continue }
      if FileSystem.isFixed(path) { throw OutputFault.notWritable(path, EPERM) }
      files.insert(name)
    }
    return files
  }

  /// True if the file name has the form `simulation-facts-N.csv`.
  private static func isFacts(_ name: String) -> Bool {
    let (start, end) = ("simulation-facts-", ".csv")
    guard name.hasPrefix(start), name.hasSuffix(end), name.count > start.count + end.count else {
      return false
    }
    let number = name.dropFirst(start.count).dropLast(end.count)
    return number.first != "0" && number.allSatisfy { "0"..."9" ~= $0 }
  }
}
