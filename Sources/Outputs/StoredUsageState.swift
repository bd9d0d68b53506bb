import Bills
import Engine
import Ledger
import Outlook
import Parsing
import Platform
import Reports
import Store
import Workspace

/// The state of the usage that the last run kept in `assay.db`.
package enum StoredUsageState {
  /// It is of the files as they are.
  case current(StoredRun)
  /// It has to be made again.
  case outdated(Reason)

  /// The reason why usage cannot answer.
  package enum Reason: Hashable {
    case missing
    /// Made by another version of the program.
    case otherVersion
    /// Made with the books as known at another time.
    case otherKnownAt
    /// A file that is new, gone or changed since.
    case changed(String)
  }

  /// Compares the database with the files of its workspace, and opens it.
  package init(in workspace: Workspace, knownAt: Instant?) throws {
    let path = workspace.root + "/" + DatabaseGuard.file
    let finding = try DatabaseGuard.finding(in: workspace.root)
    guard finding == nil, case .file(let size, let identity)? = try FileSystem.kind(of: path),
      size > 0
    else {
      self = .outdated(.missing)
      return
    }
    guard let run = try StoredRun(at: path), run.version == Version.number else {
      self = .outdated(.otherVersion)
      return
    }
    // What the last run took as known is kept, unless another time is requested.
    if let knownAt, run.knownAt != knownAt.description {
      self = .outdated(.otherKnownAt)
    } else if let file = try StoredUsageState.changedFile(since: identity, run, workspace) {
      self = .outdated(.changed(file))
    } else {
      self = .current(run)
    }
  }

  /// The first file, by its path, that has changed since the run; nil without one.
  private static func changedFile(
    since made: FileSystem.Identity, _ run: StoredRun, _ workspace: Workspace
  ) throws -> String? {
    let known = Dictionary(uniqueKeysWithValues: try run.inputs().map { ($0.name, $0) })
    let read = workspace.bookFiles + workspace.bucketFiles
    var changed = read.filter { known[$0.name] != $0 }.map(\.name)
    var files = workspace.ledger.map {
      (name: $0.name, location: $0.location, identity: $0.identity)
    }
    let events = try CreditFiles(of: workspace, limits: GzipLimits())?.files.map { Name($0.path) }
    for path in try BillFolder.paths(of: workspace) + (events ?? []) {
      let location = "\(workspace.root)/\(path)"
      guard case .file(_, let identity)? = try FileSystem.kind(of: location) else { continue }
      files.append((path, location, identity))
    }
    changed += Set(known.keys).subtracting(read.map(\.name)).subtracting(files.map(\.name))
    for file in files {
      guard let before = known[file.name], before.size == file.identity.size else {
        changed.append(file.name)
        continue
      }
      // A file that was only copied has the same bytes.
      if file.identity.isChanged(since: made),
        try SHA256.file(file.location).sha256 != before.sha256
      {
        changed.append(file.name)
      }
    }
    return changed.min()?.description
  }

  /// Makes the database of all rows, and keeps it if the workspace is writable.
  ///
  /// The caller holds the lock of the workspace.
  package static func remade(
    from workspace: Workspace, options: RunOptions, progress: LedgerProgress?
  ) throws -> (run: StoredRun, isKept: Bool) {
    var options = options
    options.period = .all
    options.computeReports()
    let isKept = DatabaseFile.isPossible(in: workspace.root)
    let scratch = isKept ? nil : try FileSystem.makeScratchFolder()
    defer { if let scratch { FileSystem.removeIfPossible(scratch) } }
    let file = try DatabaseFile(workspace: scratch ?? workspace.root)
    let bills = try BillFolder(of: workspace, limits: options.gzipLimits)
    options.useZones = bills?.dayZones(of: workspace)
    let sums = try SummedLedger(workspace: workspace, options: options, progress: progress)
    let inTurn = options.reading.threads == 1
    let begun = sums.hasUsage ? file.begin(sums.all, inTurn: inTurn) : nil
    do {
      let billed = try bills?.result(beside: sums, options)
      let credits = try CreditLedgerInputs(of: workspace, options).map {
        try CreditRun($0, beside: sums, options, bills: true)
      }
      let run = try Run(
        finishing: consume sums, outlook: ForecastRequest(), bills: billed,
        billFiles: try bills?.digested() ?? [], credits: credits)
      guard let begun else { preconditionFailure("a run that is not refused has facts") }
      progress?.begin("Writing \(DatabaseGuard.file)")
      try file.write(
        run, begun, inputs: run.inputFiles, reports: Report.all.map { $0.table(run.input) })
      try file.commit()
    } catch {
      begun?.wait()
      file.discard()
      throw error
    }
    guard let run = try StoredRun(at: file.path) else {
      preconditionFailure("a database that was just made can be read")
    }
    return (run, isKept)
  }
}
