import Intake
import Ledger
import Platform
import Workspace

/// Finds out whether the ledger recorded what customers were charged, where no book says what they pay.
enum RecordedCredits {
  /// Returns true if any readable row states credits.
  ///
  /// Files that cannot state them are not read.
  ///
  /// Ends at the first such row. What is wrong with a file is left to those who read it to count its rows.
  static func exist(in ledger: MappingInputs) -> Bool {
    let files = ledger.files.filter { $0.start.layout.statesCredits }
    if files.isEmpty { return false }
    var job = ledger.with(files: StreamedResponseScan.related(files, by: ledger))
    job.ratedBy = .nothing
    var blocks = BlockRater(job, file: 0)
    for index in files.indices {
      blocks.use(file: index)
      do throws(BlockRater.Failure) {
        if try isStated(in: index, of: job, by: &blocks) { return true }
      } catch { continue }
    }
    return false
  }

  private static func isStated(
    in file: Int, of job: MappingInputs, by blocks: inout BlockRater
  ) throws(BlockRater.Failure) -> Bool {
    let piece = Piece(
      file: file, from: job.files[file].start.headerEnd, to: Piece.endOfFile, isProven: true)
    var reading = try PieceBlocks(piece, of: job)
    while try reading.next(by: &blocks) != nil {
      if blocks.records.contains(where: { $0.recordedCredits != nil }) { return true }
    }
    return false
  }
}
