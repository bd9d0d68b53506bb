import Intake

/// Finds when requests began whose lines were written again and again while their responses grew.
///
/// Only files of such formats are read, once, before anything is rated: from then on each of these lines begins with
/// the first of its request, however the ledger is cut.
enum FirstLines {
  /// Returns, by index of the file, the rows that begin earlier than they say.
  ///
  /// What is wrong with a file is left to those who read it to count its rows.
  static func earlierStarts(
    of files: [LedgerFile], workspace: Workspace, options: RunOptions
  ) -> [Int: EarlierStarts] {
    let growing = files.indices.filter { files[$0].start.layout.usage.isCumulative }
    guard !growing.isEmpty else { return [:] }
    var job = MapJob(
      growing.map { files[$0] }, of: workspace, options: options, progress: nil)
    job.ratedBy = .nothing
    let map = LedgerMap(job, threads: options.threads)
    let earlier = RowStarts.earlier(in: map.slices.map(\.starts))
    return Dictionary(uniqueKeysWithValues: earlier.map { (growing[$0.key], $0.value) })
  }
}
