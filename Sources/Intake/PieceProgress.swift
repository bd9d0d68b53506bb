import Ledger

/// How a line ends; the last of a file may end with nothing.
package enum LineEnd: Hashable, Sendable {
  case lineFeed, both, carriageReturn, none
}

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
  package private(set) var linesWithCR: Int64 = 0
  /// One entry per kind of warning, with the line of the first row that had it.
  package private(set) var warnings: [RowWarning: (count: Int64, line: Int32)] = [:]

  /// Of JSON lines, the members that are no column of ours, with how many rows had them and the line
  /// of the first; at most 100 names.
  package private(set) var unknownMembers: [Name: (count: Int64, line: Int32)] = [:]

  package init(piece: Int32, offset: Int64) {
    self.piece = piece
    self.offset = offset
  }

  /// Counts the rows and lines of one record, and how it ended.
  @inline(__always)
  mutating func count(rows: Int64, lines: Int32, end: LineEnd) {
    self.rows &+= rows
    line += lines
    switch end {
    case .lineFeed: linesWithLF &+= 1
    case .both: linesWithCRLF &+= 1
    case .carriageReturn: linesWithCR &+= 1
    case .none: break
    }
  }

  /// Counts a member of the row being read that nobody knows.
  mutating func sawUnknown(_ member: Name) {
    guard unknownMembers[member] != nil || unknownMembers.count < 100 else { return }
    unknownMembers[member, default: (0, line)].count += 1
  }

  /// Counts a warning about the row at `line` of the piece.
  package mutating func warn(_ warning: RowWarning, line: Int32) {
    warnings[warning, default: (0, line)].count += 1
  }
}
