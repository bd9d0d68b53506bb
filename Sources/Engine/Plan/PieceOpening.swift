import Intake
import Parsing
import Workspace

/// A piece of a file opened where its first record begins.
package struct PieceOpening {
  package let firstRecord: Int64
  package let buffer: BlockBuffer
  /// Opens a gzip file here another time; nil where that saves nothing.
  let point: GzipPoint?

  /// Opens `piece` of `file`; where its start is a guess, looks for the first end of a line.
  ///
  /// - Parameter point: of an earlier opening at or before the piece.
  package init(
    _ piece: Piece, of file: LedgerFile, job: MappingInputs, after point: GzipPoint? = nil
  ) throws(FileFailure) {
    // A guess looks from one byte earlier: the cut may be a record's start already.
    let from = piece.isProven ? piece.from : piece.from - 1
    let opening = try LedgerBytes.open(
      file, at: from, after: point, isAhead: job.reading.threads > 1)
    self.point = opening.point
    buffer = BlockBuffer(
      blockBytes: min(
        job.reading.blockBytes, FileFault.longestRecord, LedgerBytes.enough(for: file.identity)),
      read: opening.read)
    if piece.isProven {
      guard opening.offset == from else { throw FileFailure(.changed) }
      firstRecord = from
    } else {
      firstRecord = opening.offset + (try PieceOpening.skipLine(in: buffer))
    }
  }

  /// Skips up to and with the next line feed and returns how many bytes that were.
  private static func skipLine(in buffer: BlockBuffer) throws(FileFailure) -> Int64 {
    var skipped: Int64 = 0
    while true {
      try buffer.fill()
      if let end = buffer.bytes.firstIndex(of: 0x0A) {
        buffer.consume(end + 1)
        return skipped + Int64(end) + 1
      }
      skipped += Int64(buffer.bytes.count)
      buffer.consume(buffer.bytes.count)
      if buffer.isEnd { return skipped }
    }
  }
}
