import Bills
import Closing
import Ledger
import Parsing
import Platform
import Workspace

/// The inputs of a workspace now, beside which closes are compared.
struct CurrentInputs {
  let workspace: Workspace
  /// The bytes of books, exports, credit events and bills, by path.
  let sizes: [Name: Int64]
  /// Returns true if a file begins with the bytes that a close lists.
  let isKept: (WrittenFile) throws -> Bool
  /// The exports that are known to have rows of an open month only.
  let exportsOfPeriod: Set<String>
  let runs: ClosedMonthRun

  /// The inputs of a run, which digested them.
  init(_ workspace: Workspace, _ files: [WrittenFile], _ known: Set<String>, _ runs: ClosedMonthRun)
  {
    self.workspace = workspace
    self.runs = runs
    exportsOfPeriod = known
    var digested: [Name: WrittenFile] = [:]
    for file in files { digested[file.name] = file }
    sizes = digested.mapValues(\.size)
    isKept = { closed in
      if let now = digested[closed.name], now.size == closed.size {
        return now.digest == closed.digest
      }
      return try SHA256.beginning(
        of: StagedBooks.location(of: closed.path, in: workspace.root), count: closed.size)
        == closed.sha256
    }
  }

  /// The inputs of a workspace whose close was proved: whatever it lists is there as it was closed.
  init(proved workspace: Workspace, _ runs: ClosedMonthRun) throws {
    self.workspace = workspace
    self.runs = runs
    exportsOfPeriod = []
    isKept = { _ in true }
    var sizes: [Name: Int64] = [:]
    for file in workspace.bookFiles + workspace.bucketFiles { sizes[file.name] = file.size }
    for file in workspace.ledger { sizes[file.name] = file.identity.size }
    let events = try CreditFiles(of: workspace, limits: GzipLimits())?.files ?? []
    for file in events { sizes[Name(file.path)] = Int64(file.size) }
    for path in try BillFolder.paths(of: workspace) {
      guard case .file(let size, _)? = try FileSystem.kind(of: "\(workspace.root)/\(path)")
      else { continue }
      sizes[path] = size
    }
    self.sizes = sizes
  }
}
