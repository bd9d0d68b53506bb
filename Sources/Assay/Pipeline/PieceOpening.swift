import Intake
import Ledger

/// A piece of a file opened where its first record begins.
struct PieceOpening {
  let firstRecord: Int64
  let buffer: BlockBuffer

  /// Opens `piece` of `file`; where its start is a guess, looks for the first end of a line.
  init(_ piece: Piece, of file: LedgerFile, job: MapJob) throws(FileFailure) {
    // A guess looks from one byte earlier: the cut may be a record's start already.
    let from = piece.isProven ? piece.from : piece.from - 1
    buffer = BlockBuffer(
      blockBytes: min(
        job.blockBytes, FileFault.longestRecord, LedgerBytes.enough(for: file.identity)),
      read: try LedgerBytes.reader(
        of: file.location, isGzip: file.isGzip, limits: file.limits, from: from,
        isAhead: job.inflatesAhead))
    let reached = file.isGzip ? try PieceOpening.skip(from, in: buffer) : from
    if piece.isProven {
      guard reached == from else { throw FileFailure(.changed) }
      firstRecord = from
    } else {
      firstRecord = reached + (try PieceOpening.skipLine(in: buffer))
    }
  }

  /// Skips `count` bytes, or all if there are fewer, and returns how many that were.
  private static func skip(_ count: Int64, in buffer: BlockBuffer) throws(FileFailure) -> Int64 {
    var skipped: Int64 = 0
    while skipped < count {
      try buffer.fill()
      let taken = min(buffer.bytes.count, Int(count - skipped))
      if taken == 0 { break }
      buffer.consume(taken)
      skipped += Int64(taken)
    }
    return skipped
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
