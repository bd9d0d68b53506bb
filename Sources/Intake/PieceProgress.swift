import Ledger

/// How far a piece of a ledger file has been read, and what was counted on the way.
package struct PieceProgress: Sendable {
  /// The piece's number within its slice.
  package let piece: Int32
  /// The offset of the next record in the file.
  package var offset: Int64
  /// The physical lines read so far, which is the line of the next record counted from 0.
  package private(set) var line: Int32 = 0
  /// The rows read so far, rejected ones included; blank lines are none.
  package private(set) var rows: Int64 = 0
  package private(set) var linesWithLF: Int64 = 0
  package private(set) var linesWithCRLF: Int64 = 0
  /// One entry per kind of warning, with the line of the first row that had it.
  package private(set) var warnings: [RowWarning: (count: Int64, line: Int32)] = [:]

  package init(piece: Int32, offset: Int64) {
    self.piece = piece
    self.offset = offset
  }

  /// Counts rows and lines; `isCRLF` is nil for a line that ended otherwise.
  @inline(__always)
  mutating func count(rows: Int64, lines: Int32, isCRLF: Bool?) {
    self.rows &+= rows
    line += lines
    if isCRLF == true { linesWithCRLF &+= 1 } else if isCRLF == false { linesWithLF &+= 1 }
  }

  mutating func warn(_ warning: RowWarning) {
    warnings[warning, default: (0, line)].count += 1
  }
}
