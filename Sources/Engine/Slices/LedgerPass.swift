import Intake
import Ledger
import Reconciliation
import Workspace

/// Goes over a mapped ledger once more, in the order of its files and lines, for what needs every row.
package enum LedgerPass {
  /// Calls `body` with each block of rows, and the file and the lines before it that place them.
  package static func forEachBlock(
    of map: LedgerMap, _ body: (BlockRater, _ file: LedgerFile) throws -> Void
  ) throws {
    for (index, file) in map.job.files.enumerated() {
      do {
        try forEachBlock(of: file, at: index, in: map.job) { try body($0, file) }
      } catch let failure as FileFailure {
        throw RunRefusal(failure, in: file.path)
      } catch let failure as BlockRater.Failure {
        throw RunRefusal(failure, in: file.path)
      }
    }
  }

  private static func forEachBlock(
    of file: LedgerFile, at index: Int, in job: MapJob, _ body: (BlockRater) throws -> Void
  ) throws {
    let piece = Piece(
      file: index, from: file.start.headerEnd, to: Piece.endOfFile, isProven: true)
    let buffer = try PieceOpening(piece, of: file, job: job).buffer
    var blocks = BlockRater(job, file: index)
    var progress = PieceProgress(
      piece: 0, offset: piece.from, lineOffset: file.start.lineOffset)
    while true {
      try buffer.fill()
      if buffer.bytes.isEmpty { break }
      let count = try blocks.take(
        buffer.bytes, isEnd: buffer.isEnd, limit: .max, progress: &progress)
      if count == 0 {
        buffer.grow()
        continue
      }
      try body(blocks)
      buffer.consume(count)
    }
  }
}

/// Which row of the ledger it is; several rows of a JSON document may stand on one line.
package struct RowIdentity: Hashable {
  /// The path in the workspace.
  package let file: Name
  /// Where the row begins, in bytes of the inflated text.
  package let offset: Int64

  package init(file: Ledger.Name, offset: Int64) {
    self.file = file
    self.offset = offset
  }
}

extension Located<ExceptionRow> {
  /// The row that the finding is of.
  package var identity: RowIdentity { RowIdentity(file: file, offset: row.location.offset) }
}

extension LedgerFile {
  /// The physical line, from 1, of a row that the reader counted from the first record.
  package func line(_ line: Int32) -> Int64 { Int64(start.headerLines) + Int64(line) + 1 }
}
