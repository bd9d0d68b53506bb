import Intake
import Ledger
import Platform
import Workspace

/// Finds the exports of later months, which a close does not read.
package enum ExportsAfterMonth {
  /// Returns the paths of the files of the ledger of which every readable row is at `end` or later.
  ///
  /// Reading a file ends at its first earlier row. A file without a readable row is not one of them: its time is
  /// unknown.
  package static func paths(
    _ end: Instant, in workspace: Workspace, _ options: RunOptions
  ) -> Set<String> {
    var job = workspace.job(options)
    job.ratedBy = .nothing
    let later = Parallel.spread(job.files.count, over: options.reading.threads) { [job] index in
      isAfter(end, index, of: job)
    }
    var paths = Set(job.files.indices.filter { later[$0] }.map { job.files[$0].path })
    for export in workspace.buckets
    where !export.buckets.isEmpty && export.buckets.allSatisfy({ $0.key.span.from >= end }) {
      paths.insert(export.file)
    }
    return paths
  }

  /// Returns the first and the last usual day of the ledger; nil without any.
  package static func days(of workspace: Workspace, _ options: RunOptions) -> ClosedRange<Day>? {
    LedgerDays(of: workspace.job(options), workspace.buckets).span
  }

  private static func isAfter(_ end: Instant, _ file: Int, of job: MappingInputs) -> Bool {
    var blocks = BlockRater(job, file: file)
    blocks.use(file: file)
    var hasRows = false
    do throws(BlockRater.Failure) {
      let piece = Piece(
        file: file, from: job.files[file].start.headerEnd, to: Piece.endOfFile, isProven: true)
      var reading = try PieceBlocks(piece, of: job)
      while try reading.next(by: &blocks) != nil {
        if blocks.records.contains(where: { $0.startedAt < end }) { return false }
        hasRows = hasRows || !blocks.records.isEmpty
      }
    } catch { return false }
    return hasRows
  }
}
