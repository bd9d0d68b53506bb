import Intake
import Ledger
import Platform
import Workspace

/// A stretch of one file, which a task maps.
package struct TaskInputPiece: Hashable, Sendable {
  /// The path in the workspace.
  package let path: Name
  /// The size of the file, in bytes as it is stored, when the run was planned.
  package let size: Int64
  /// The offsets of the inflated text from and up to which records begin in it.
  package let from: Int64
  package let to: Int64
  /// A record is known to begin at `from`.
  package let isProven: Bool

  /// - Parameters: see the members of these names.
  package init(path: Name, size: Int64, from: Int64, to: Int64, isProven: Bool) {
    self.path = path
    self.size = size
    self.from = from
    self.to = to
    self.isProven = isProven
  }

  init(_ piece: Piece, of file: LedgerFile) {
    self.init(
      path: file.name, size: file.identity.size, from: piece.from, to: piece.to,
      isProven: piece.isProven)
  }

  /// Where records belong to the next piece: what a piece is known by that is mapped again from another offset.
  package struct End: Hashable, Sendable {
    let path: Name
    let to: Int64
  }

  package var end: End { End(path: path, to: to) }

  /// The same as a piece of the file with that index.
  func piece(ofFile file: Int) -> Piece {
    Piece(file: file, from: from, to: to, isProven: isProven)
  }

  /// Returns the SHA-256 of the stored bytes of the piece: with what precedes the first record of a
  /// file, and of a file that is one piece, or is inflated, all of it.
  package func digest(of file: LedgerFile) throws(SystemError) -> String {
    let isFirst = from == file.start.headerEnd
    let isAll = isFirst && to == Piece.endOfFile
    let start = isFirst ? 0 : from
    let end = isAll || to == Piece.endOfFile ? Int64.max : to
    return try SHA256.part(of: file.location, in: start..<max(start, end))
  }
}

extension TaskInputPiece {
  /// The same, as a run refuses what it cannot read.
  func refusingDigest(of file: LedgerFile) throws(RunRefusal) -> String {
    do throws(SystemError) { return try digest(of: file) } catch {
      throw RunRefusal(findings: [error.finding])
    }
  }
}

/// The result of a task for one piece.
package struct MappedPart: Sendable {
  package let piece: TaskInputPiece
  /// The digest of the bytes that were mapped, in hexadecimal digits.
  package let sha256: String
  /// The slice as `PartWriter` wrote it; nil where the piece could not be read to its end: whoever reads the partial
  /// maps it, and finds out why.
  package let slice: [UInt8]?
  /// The facts and keys of the slice, of each shard; empty where there is no slice, or where they are read later.
  package let shards: [[UInt8]]
  /// Per shard, the digests of its bytes as they are stored.
  package let digests: [[String]]

  /// - Parameters: see the members of these names.
  package init(
    piece: TaskInputPiece, sha256: String, slice: [UInt8]?, shards: [[UInt8]] = [],
    digests: [[String]] = []
  ) {
    self.piece = piece
    self.sha256 = sha256
    self.slice = slice
    self.shards = shards
    self.digests = digests
  }
}
