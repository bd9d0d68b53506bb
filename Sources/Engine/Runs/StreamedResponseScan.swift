import Intake
import Platform
import Workspace

/// Finds when requests began whose lines were written again and again while their responses grew, and whose they are.
///
/// Only files of such formats are read, once, before anything is rated: from then on each of these lines begins with
/// the first of its request, however the ledger is cut.
package enum StreamedResponseScan {
  /// Returns, by index of the file, the rows that begin at another time than they say.
  ///
  /// It reports no faults of files: the pass that counts their rows does.
  package static func earlierStarts(
    of files: [LedgerFile], by job: MappingInputs
  ) -> [Int: RequestStartCorrections] {
    let growing = files.indices.filter { files[$0].start.layout.usage.isCumulative }
    guard !growing.isEmpty else { return [:] }
    let map = mapped(growing.map { files[$0] }, by: job)
    let earlier = RowStarts.earlier(in: map.slices.map(\.starts))
    return Dictionary(uniqueKeysWithValues: earlier.map { (growing[$0.key], $0.value) })
  }

  /// Returns the files with what only all of them together show: which records state the usage of others, and whose
  /// requests the events of sessions are.
  package static func related(
    _ files: [LedgerFile], by job: MappingInputs
  ) -> [LedgerFile] {
    var files = files
    let sessions = files.indices.filter { files[$0].start.layout.rewrite == .session }
    if !sessions.isEmpty {
      let histories = Parallel.map(sessions.count) { [files] in history(of: files[sessions[$0]]) }
      let found = sessions.indices.filter { histories[$0] != nil }
      let origins = SessionHistory.origins(of: found.compactMap { histories[$0] })
      for (index, one) in zip(found, origins) { files[sessions[index]].origins = one }
    }
    let trees = files.indices.filter { files[$0].start.layout.usage.hasSums }
    if !trees.isEmpty {
      let map = mapped(trees.map { files[$0] }, by: job)
      let sums = RecordTree.sums(of: map.slices.map(\.nodes))
      let models = KnownModels(job.books.havePrice)
      for index in trees {
        files[index] = files[index].beginning(files[index].start.knowing(sums, models))
      }
    }
    return files
  }

  /// Reads files without rating their rows.
  private static func mapped(_ files: [LedgerFile], by job: MappingInputs) -> LedgerMap {
    var job = job.with(files: files)
    job.ratedBy = .nothing
    return LedgerMap(job)
  }

  /// The events of a session; nil where the file cannot be read, which the reader of its rows reports.
  private static func history(of file: LedgerFile) -> SessionHistory? {
    let name = file.path.split(separator: "/").last.map(String.init) ?? file.path
    do {
      let read = try LedgerBytes.reader(
        of: file.location, isGzip: file.isGzip, limits: file.limits)
      return try SessionHistory(
        named: String(name.prefix { $0 != "." }), reading: read)
    } catch { return nil }
  }
}
