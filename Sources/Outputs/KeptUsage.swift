import Engine
import Ledger
import Outlook
import Platform
import Reports
import Store
import Workspace

/// The usage that the last run kept in `assay.db`, made anew where it is missing or older than the files.
package struct KeptUsage {
  package let run: StoredRun
  /// Why it was made just now, and where it is; nil where it was there.
  package let remade: Remade?

  /// Why the usage was made anew.
  package struct Remade {
    package let reason: Reason
    /// The workspace has it now; if not, the next question makes it again.
    package let isKept: Bool
  }

  /// What is wrong with the usage that was kept.
  package enum Reason: Hashable {
    case missing
    /// Made by another version of the program.
    case otherVersion
    /// Made with the books as known at another time.
    case otherKnownAt
    /// A file that is new, gone or changed since.
    case changed(String)
  }

  /// Opens what was kept; nil with the reason where it cannot answer.
  package static func opened(
    in workspace: Workspace, knownAt: Instant?
  ) throws -> (run: StoredRun?, reason: Reason) {
    let path = workspace.root + "/" + DatabaseGuard.file
    let finding = try DatabaseGuard.finding(in: workspace.root)
    guard finding == nil, case .file(let size, let identity)? = try FileSystem.kind(of: path),
      size > 0
    else { return (nil, .missing) }
    guard let run = try StoredRun(at: path), run.version == Version.number else {
      return (nil, .otherVersion)
    }
    // What the last run took as known is kept, unless another time is asked for.
    if let knownAt, run.knownAt != knownAt.description { return (nil, .otherKnownAt) }
    if let file = try changedFile(since: identity, run, workspace) { return (nil, .changed(file)) }
    return (run, .missing)
  }

  /// The first file, by its path, that the run did not read as it is now; nil where there is none.
  private static func changedFile(
    since made: FileSystem.Identity, _ run: StoredRun, _ workspace: Workspace
  ) throws -> String? {
    let known = Dictionary(uniqueKeysWithValues: try run.inputs().map { ($0.name, $0) })
    let read = workspace.bookFiles + workspace.bucketFiles
    var changed = read.filter { known[$0.name] != $0 }.map(\.name)
    let ledger = workspace.ledger.map(\.name)
    changed += Set(known.keys).subtracting(read.map(\.name)).subtracting(ledger)
    for file in workspace.ledger {
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

  /// Opens what was kept, or makes it of all rows and keeps it where the workspace lets us.
  ///
  /// The caller holds the lock of the workspace if it writes.
  package init(
    remaking workspace: Workspace, for reason: Reason, options: RunOptions,
    progress: LedgerProgress?
  ) throws {
    var options = options
    options.period = .all
    options.digestsInputs = true
    options.isForReports = true
    options.weighsPrices = true
    options.keepsAllRows = true
    options.needsUsage = true
    let isKept = DatabaseFile.isPossible(in: workspace.root)
    let scratch = isKept ? nil : try FileSystem.makeScratchFolder()
    defer { if let scratch { FileSystem.removeIfPossible(scratch) } }
    let file = try DatabaseFile(workspace: scratch ?? workspace.root)
    let sums = try SummedLedger(workspace: workspace, options: options, progress: progress)
    let inTurn = options.reading.threads == 1
    let begun = sums.hasUsage ? file.begin(sums.all, inTurn: inTurn) : nil
    do {
      let run = try Run(finishing: consume sums, outlook: OutlookRequest())
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
    guard let made = try StoredRun(at: file.path) else {
      preconditionFailure("a database that was just made can be read")
    }
    run = made
    remade = Remade(reason: reason, isKept: isKept)
  }

  /// What was kept, as it is.
  package init(kept run: StoredRun) {
    self.run = run
    remade = nil
  }
}
