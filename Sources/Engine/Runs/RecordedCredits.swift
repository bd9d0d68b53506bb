import Intake
import Ledger
import Platform
import Workspace

/// Finds out whether the ledger recorded what customers were charged, where no book says what they pay.
enum RecordedCredits {
  /// Whether any row that can be read states credits; files that cannot state them are not read.
  ///
  /// Ends at the first such row. What is wrong with a file is left to those who read it to count its rows.
  static func exist(in ledger: MapJob) -> Bool {
    let files = ledger.files.filter { $0.start.layout.statesCredits }
    if files.isEmpty { return false }
    var job = ledger.with(files: FirstLines.related(files, by: ledger))
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
    in file: Int, of job: MapJob, by blocks: inout BlockRater
  ) throws(BlockRater.Failure) -> Bool {
    let buffer: BlockBuffer
    let piece = Piece(
      file: file, from: job.files[file].start.headerEnd, to: Piece.endOfFile, isProven: true)
    do throws(FileFailure) {
      buffer = try PieceOpening(piece, of: job.files[file], job: job).buffer
    } catch { throw .file(error) }
    var progress = PieceProgress(
      piece: 0, offset: piece.from, lineOffset: job.files[file].start.lineOffset)
    while true {
      do throws(FileFailure) { try buffer.fill() } catch { throw .file(error) }
      if buffer.bytes.isEmpty { return false }
      let count = try blocks.take(
        buffer.bytes, isEnd: buffer.isEnd, limit: piece.to, progress: &progress)
      if blocks.records.contains(where: { $0.recordedCredits != nil }) { return true }
      if count == 0 {
        // A record without an end, which those who count rows refuse.
        if buffer.isEnd || buffer.bytes.count >= FileFault.longestRecord { return false }
        buffer.grow()
      } else {
        buffer.consume(count)
      }
    }
  }
}
