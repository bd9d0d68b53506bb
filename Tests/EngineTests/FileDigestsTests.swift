import Intake
import Ledger
import Support
import Testing
import Workspace

@testable import Engine

/// A task digests a file of several pieces as `map` digests the pieces.
struct FileDigestsTests {
  private static func piece(_ from: Int64, _ to: Int64, size: Int64) -> TaskInputPiece {
    TaskInputPiece(path: "ledger/a.csv", size: size, from: from, to: to, isProven: from == 2)
  }

  /// The first piece begins at the first record, and what precedes it belongs to it.
  @Test func `a file of two pieces has the digests of both, whatever their order`() throws {
    let folder = try Scratch()
    try folder.write("a.csv", "abcabc")
    let pieces = [Self.piece(3, Piece.endOfFile, size: 6), Self.piece(2, 3, size: 6)]
    let digests = try FileDigests(of: pieces, at: folder.path("a.csv"))
    // The example of FIPS 180-4.
    let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    #expect(digests.pieces == [pieces[0]: abc, pieces[1]: abc])
    #expect(digests.size == 6)
    // By sha256sum of coreutils.
    #expect(
      digests.sha256 == "bbb59da3af939f7af5f360f2ceb80a496e3bae1cd87dde426db0ae40677e1c2c")
  }

  @Test func `a file that grew since the plan is refused by name`() throws {
    let folder = try Scratch()
    try folder.write("a.csv", "abcabcd")
    let pieces = [Self.piece(2, 3, size: 6), Self.piece(3, Piece.endOfFile, size: 6)]
    let refusal = #expect(throws: RunRefusal.self) {
      try FileDigests(of: pieces, at: folder.path("a.csv"))
    }
    #expect(refusal?.findings.map(\.code) == ["file.changed"])
    #expect(refusal?.findings.map(\.place.file) == ["ledger/a.csv"])
  }
}
