import Ledger
import Reconciliation
import Workspace

/// Tells the file and line of rows that were mapped, by their slice and piece.
struct RowLocator: Sendable {
  /// Per slice and piece, the physical lines that are before the piece in its file.
  let lineBases: [[Int64]]
  /// Per slice and piece, the file.
  private let files: [[Int32]]
  /// The paths of the files, each held once for all rows that name it.
  private let paths: [Name]

  init(_ slices: [SliceResult], files: [LedgerFile]) {
    var next = files.map { Int64($0.start.headerLines) }
    lineBases = slices.map { slice in
      slice.pieces.map { piece in
        let base = next[piece.file]
        next[piece.file] += Int64(piece.progress.line)
        return base
      }
    }
    self.files = slices.map { $0.pieces.map { Int32($0.file) } }
    paths = files.map(\.name)
  }

  /// Returns the path and the physical line, from 1, of a row.
  func place(of location: RowLocation) -> (file: Name, line: Int64) {
    let (slice, piece) = (Int(location.slice), Int(location.piece))
    return (
      paths[Int(files[slice][piece])], lineBases[slice][piece] + Int64(location.line) + 1
    )
  }
}
