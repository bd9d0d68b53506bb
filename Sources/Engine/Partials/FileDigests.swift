import Intake
import Ledger
import Platform
import Workspace

/// The digests of a file of the ledger: of all its bytes, and of each piece that tasks map.
package struct FileDigests: Sendable {
  /// In bytes as it is stored.
  package let size: Int64
  /// In hexadecimal digits, as are those of the pieces.
  package let sha256: String
  package let pieces: [TaskInputPiece: String]

  /// - Parameters: see the members of these names.
  package init(size: Int64, sha256: String, pieces: [TaskInputPiece: String]) {
    self.size = size
    self.sha256 = sha256
    self.pieces = pieces
  }

  /// Reads a file once.
  ///
  /// - Parameters:
  ///   - pieces: all pieces of the file, from the first record on.
  ///   - location: where it is.
  /// - Throws: where the file has another size than was planned.
  package init(of pieces: [TaskInputPiece], at location: String) throws {
    let pieces = pieces.sorted { $0.from < $1.from }
    let read = try SHA256.parts(of: location, cutAt: pieces.dropFirst().map(\.from))
    for piece in pieces where piece.size != read.size {
      throw RunRefusal(FileFailure(.changed), in: piece.path.description)
    }
    self.init(
      size: read.size, sha256: read.whole,
      pieces: Dictionary(zip(pieces, read.parts), uniquingKeysWith: { $1 }))
  }

  /// Those of a file that was mapped as one piece.
  package init(whole part: MappedPart) {
    self.init(size: part.piece.size, sha256: part.sha256, pieces: [part.piece: part.sha256])
  }
}
