import Closing
import Cube
import Glibc
import Ledger
import Platform
import Reports
import Store
import Tables
import Workspace

/// `assay.db`: the last run as a database, made beside the previous one and put in its place once the
/// reports are in theirs.
package struct DatabaseFile: Sendable {
  let path: String
  private let temporary: String

  /// Takes away what a dead run may have left.
  package init(workspace: String) throws(SystemError) {
    path = workspace + "/" + DatabaseGuard.file
    temporary = workspace + "/" + Stage.prefix + DatabaseGuard.file
    if DatabaseFile.isPossible(in: workspace) { try FileSystem.removeTree(temporary) }
  }

  /// True if files can be created in the workspace.
  ///
  /// It may be read-only while its reports go elsewhere.
  package static func isPossible(in workspace: String) -> Bool {
    access(workspace, W_OK | X_OK) == 0
  }

  /// A database that has the facts, or will have them soon.
  typealias Begun = Parallel.Pending<Result<Store, any Error>>

  /// Begins the database, beside whatever else is made of the facts unless `inTurn`.
  func begin(_ facts: Facts, inTurn: Bool) -> Begun {
    Interruption.onStop(remove: temporary)
    return Parallel.begin(inTurn: inTurn) {
      Result {
        try FileSystem.makeFile(temporary)
        return try naming { try Store(facts, at: temporary) }
      }
    }
  }

  /// Finishes the database of `run` and flushes it to the disk.
  ///
  /// - Parameters:
  ///   - inputs: the files that were read, called once everything else is in, as digests take a while.
  ///   - reports: every report of the run.
  func write(
    _ run: Run, _ begun: Begun, inputs: () throws -> [WrittenFile], reports: [Table]
  ) throws {
    let store = try begun.value().get()
    try naming {
      try store.finish(
        StoreContent(run, reports: reports),
        inputs: { try InputFile.forEach(inputs(), of: run, $0) },
        rejects: { try RejectsFile.forEachReject(of: run, $0) })
    }
    try FileSystem.flushFile(temporary)
  }

  /// Adds the closes of months to the finished database.
  ///
  /// - Parameter own: the line of the close that the run makes.
  func add(_ closes: ClosedMonths?, with own: CloseRow?) throws {
    guard let closes else { return }
    try naming { try Store.add(closes: closes.chain.cells(with: own), to: temporary) }
    try FileSystem.flushFile(temporary)
  }

  /// Says with the system's own error what the system refused.
  private func naming<Value>(_ body: () throws -> Value) throws -> Value {
    do { return try body() } catch let error as StoreError where error.systemError != 0 {
      throw SystemError(path: error.path, number: error.systemError)
    }
  }

  /// Puts the database in its place.
  ///
  /// It removes the journals that a killed program left beside the previous database: SQLite would
  /// roll them back into the new one.
  func commit() throws(SystemError) {
    for leftover in DatabaseGuard.leftovers { try FileSystem.remove(path + leftover) }
    try FileSystem.takeOver(from: path, by: temporary)
    try FileSystem.rename(temporary, to: path)
    try FileSystem.flushFolder(FileSystem.parent(of: path))
  }

  /// Takes away what was written and not put in place.
  func discard() { FileSystem.removeIfPossible(temporary) }
}

extension StoreContent {
  fileprivate init(_ run: Run, reports: [Table]) {
    let period = run.period
    self.init(
      run: RunDescription(
        version: Version.number,
        from: period.flatMap { $0.from == Period.always.from ? nil : $0.from },
        to: period.flatMap { $0.to == Period.always.to ? nil : $0.to },
        timeZone: run.workspace.zone.name, knownAt: run.options.knownAt?.description,
        settings: Manifest.settings(of: run.workspace).text,
        isSold: run.workspace.books.isSold),
      books: BookSource.rows(of: run.workspace.bookSources)
        + [BookRows(pricesInForce: run.workspace.books.prices)],
      input: run.input, reports: reports, bills: run.bills,
      credits: run.input.credits, billing: run.credits?.billing)
  }
}

extension InputFile {
  /// Gives the files that were read, in their order, with what became of their rows.
  fileprivate static func forEach(
    _ files: [WrittenFile], of run: Run, _ body: (InputFile) throws -> Void
  ) rethrows {
    // Both are in the order of their paths.
    let (ledger, rows) = (run.map.job.files, run.rowsOfFiles)
    var next = 0
    for file in files {
      let isNext = next < ledger.count && ledger[next].path == file.path
      if isNext { next += 1 }
      try body(
        InputFile(
          path: file.path, kind: .init(path: file.path), bytes: file.size, sha256: file.sha256,
          rows: isNext ? rows[next - 1] : nil))
    }
  }
}

extension InputFile.Kind {
  fileprivate init(path: String) {
    self =
      path == WorkspacePath.settings
      ? .settings : WorkspacePath.isInLedger(path) ? .ledger : .book
  }
}
