import Glibc
import Ledger
import Reports

/// Finds the files that an earlier simulation wrote into a folder, which would contradict those of the next one.
enum EarlierSimulation {
  /// How each file begins that not every simulation writes.
  private static let openings = [
    "simulation-break-even.csv": "tier,provider,model,requests,vendor_cost_usd,",
    "simulation-search.csv": "subject,value,revenue_usd,",
    "simulation-stopped.csv": "scenario,user,month,",
    "tiers-compare.csv": "user,current_tier,tier,",
    "free-tier-frontier.csv": "budget_credits,requests_stopped,users_stopped,",
  ]
  private static let facts = FactsFile.columns.joined(separator: ",")

  /// Returns the names of those that are there, in a folder with files of ours.
  ///
  /// What only has the name of one, or is a link, is somebody else's.
  static func files(in folder: String) throws -> Set<String> {
    guard try SimulationOutput.isOurs(in: folder) else { return [] }
    var files: Set<String> = []
    for name in try FileSystem.names(in: folder).map(\.description) {
      let path = folder + "/" + name
      guard let opening = openings[name] ?? (isFacts(name) ? facts : nil),
        try !FileSystem.isLink(path), try TablesOutput.isFile(path, beginning: opening)
      else { continue }
      if FileSystem.isFixed(path) { throw OutputFault.notWritable(path, EPERM) }
      files.insert(name)
    }
    return files
  }

  /// Whether a file is called `simulation-facts-N.csv`.
  private static func isFacts(_ name: String) -> Bool {
    let (start, end) = ("simulation-facts-", ".csv")
    guard name.hasPrefix(start), name.hasSuffix(end), name.count > start.count + end.count else {
      return false
    }
    return name.dropFirst(start.count).dropLast(end.count).allSatisfy { "0"..."9" ~= $0 }
  }
}
