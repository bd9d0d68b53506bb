import Intake
import Ledger
import Parsing
import Workspace

/// Reads and rates the rows of a piece, block after block.
struct PieceBlocks {
  private let file: LedgerFile
  private let buffer: BlockBuffer
  /// The progress of reading the rows.
  private(set) var progress: PieceProgress
  /// The offset from which records belong to another piece.
  private var limit: Int64
  /// The number of bytes of the buffer in the last block.
  private var taken = 0

  /// A block with rows.
  struct Block {
    /// Its bytes, and some that come after it.
    let bytes: Bytes
    let start: Checkpoint
    let count: Int
    let rows: Int64
  }

  /// Reads records that begin before `limit` from a buffer that is as far as `progress`.
  init(_ buffer: BlockBuffer, of file: LedgerFile, after progress: PieceProgress, to limit: Int64) {
    self.buffer = buffer
    self.file = file
    self.progress = progress
    self.limit = limit
  }

  /// Opens the piece `number` of its slice, whose first record is known.
  ///
  /// - Parameter point: of an earlier opening at or before the piece.
  init(
    _ piece: Piece, number: Int = 0, of job: MappingInputs, after point: GzipPoint? = nil
  ) throws(BlockRater.Failure) {
    let file = job.files[piece.file]
    let opening: PieceOpening
    do throws(FileFailure) {
      opening = try PieceOpening(piece, of: file, job: job, after: point)
    } catch { throw .file(error) }
    self.init(
      opening.buffer, of: file,
      after: PieceProgress(
        piece: Int32(number), offset: opening.firstRecord, lineOffset: file.start.lineOffset),
      to: piece.to)
  }

  /// The file ended before the piece did.
  var isAtEndOfFile: Bool { progress.offset < limit && buffer.bytes.isEmpty }

  /// Takes the next block; nil at the end of the piece or of its file.
  ///
  /// - Parameter open: the pieces of which it is the last one started, where others may take some of it.
  mutating func next(
    by blocks: inout BlockRater, of open: StealablePieces? = nil
  ) throws(BlockRater.Failure) -> Block? {
    buffer.consume(taken)
    taken = 0
    while progress.offset < limit {
      do throws(FileFailure) { try buffer.fill() } catch { throw .file(error) }
      let bytes = buffer.bytes
      if let open { limit = open.take(to: progress.offset + Int64(bytes.count)) }
      if progress.offset >= limit || bytes.isEmpty { return nil }
      let start = Checkpoint(offset: progress.offset, line: progress.line)
      let rows = progress.rows
      taken = try blocks.take(bytes, isEnd: buffer.isEnd, limit: limit, progress: &progress)
      if taken > 0 {
        return Block(bytes: bytes, start: start, count: taken, rows: progress.rows - rows)
      }
      precondition(!buffer.isEnd, "the end of a file ends its last record")
      guard bytes.count < FileFault.longestRecord else {
        let (format, line) = (file.start.layout.format, Int(progress.line) + 1)
        throw .file(.endlessRecord(bytes, format: format, line: line))
      }
      buffer.grow()
    }
    return nil
  }
}
