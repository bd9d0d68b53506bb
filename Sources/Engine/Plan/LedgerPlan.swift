import Intake
import Workspace

/// A stretch of one file: the records that begin in it.
package struct Piece: Sendable {
  /// An index into the files of the plan.
  package let file: Int
  package let from: Int64
  /// The offset from which records belong to another piece.
  package let to: Int64
  /// A record is known to begin at `from`; else the first one after a line end is guessed.
  let isProven: Bool

  package init(file: Int, from: Int64, to: Int64, isProven: Bool) {
    self.file = file
    self.from = from
    self.to = to
    self.isProven = isProven
  }

  package static let endOfFile = Int64.max
}

/// The division of a ledger among workers: slices of about equal weight, in file order.
///
/// Nothing in the results depends on it.
package struct LedgerPlan: Sendable {
  package let files: [LedgerFile]
  package let slices: [[Piece]]

  /// Below this, dividing costs more than it saves.
  static let smallestSlice: Int64 = 1 << 16

  /// A worker inflates all that precedes its piece of a gzip file, the last one nearly the whole file: more pieces
  /// than these would hardly end sooner.
  static let mostGzipPieces = 4

  /// Divides `files` into at most `workers` slices, each of gzip into at most `gzipPieces`; JSON documents and
  /// rewritten texts are never divided.
  package init(
    files: [LedgerFile], workers: Int, gzipPieces: Int = LedgerPlan.mostGzipPieces
  ) {
    self.files = files
    let total = files.reduce(0) { $0 + $1.weight }
    let count = max(1, min(Int64(workers), total / LedgerPlan.smallestSlice))
    let share = (total + count - 1) / count
    var slices: [[Piece]] = [[]]
    var room = share
    func turn() {
      slices.append([])
      room = share
    }
    for (index, file) in files.enumerated() {
      var from = file.start.headerEnd
      var left = file.isGzip ? gzipPieces : .max
      if file.start.layout.format.isJSONDocument || file.start.layout.rewrite != nil { left = 1 }
      while left > 1 && file.contentSize - from > room {
        left -= 1
        let to = from + max(room, 1)
        slices[slices.count - 1].append(
          Piece(file: index, from: from, to: to, isProven: from == file.start.headerEnd))
        from = to
        turn()
      }
      slices[slices.count - 1].append(
        Piece(
          file: index, from: from, to: Piece.endOfFile, isProven: from == file.start.headerEnd))
      room -= file.contentSize - from
      if room <= 0 && index + 1 < files.count { turn() }
    }
    self.slices = slices.filter { !$0.isEmpty }
  }
}
