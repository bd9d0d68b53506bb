import Engine
import Foundation
import Ledger
import Support
import Testing

@testable import Parts

/// Partials as files: what is written is read again, and docs/DISTRIBUTED.md lists their tables.
struct PartFileTests {
  private static let origin = PartFile.Origin(
    task: "map-00001", plan: String(repeating: "a", count: 64),
    program: String(repeating: "b", count: 64), version: "1.2.3")
  private static let digest = String(repeating: "c", count: 64)

  private static func piece(_ from: Int64, _ to: Int64) -> TaskInputPiece {
    TaskInputPiece(path: "ledger/a.csv", size: 900, from: from, to: to, isProven: from == 10)
  }

  private static func emptyFile(_ folder: Scratch) throws -> String {
    try folder.write("part", "")
    return folder.path("part")
  }

  @Test func `mapped pieces are read again, with the facts and hashes of each shard`() throws {
    let folder = try Scratch()
    let path = try Self.emptyFile(folder)
    let parts = [
      MappedPart(
        piece: Self.piece(10, 500), sha256: Self.digest, slice: [1, 2, 3], shards: [[4], [5, 6]]),
      // It could not be read to its end.
      MappedPart(piece: Self.piece(500, 800), sha256: Self.digest, slice: nil),
    ]
    try PartFile.write(parts, of: Self.origin, to: path)
    let read = try PartFile.read(path, shards: 2)
    #expect(read.origin == Self.origin)
    #expect(read.parts.map(\.piece) == parts.map(\.piece))
    #expect(read.parts.map(\.slice) == [[1, 2, 3], nil])
    #expect(read.digests == nil)
    #expect(try PartFile.shards(path, piece: 0, count: 2) == [[4], [5, 6]])
  }

  @Test func `a digested file is read again, with the digests of its pieces`() throws {
    let folder = try Scratch()
    let path = try Self.emptyFile(folder)
    let other = String(repeating: "d", count: 64)
    let digests = FileDigests(
      size: 900, sha256: other,
      pieces: [Self.piece(500, 900): other, Self.piece(10, 500): Self.digest])
    try PartFile.write(digested: ("ledger/a.csv", digests), of: Self.origin, to: path)
    let read = try PartFile.read(path, shards: 1)
    #expect(read.parts.map(\.piece.from) == [10, 500])
    #expect(read.digests?.sha256 == other)
    #expect(read.digests?.pieces == digests.pieces)
  }

  @Test func `a merged shard is read again`() throws {
    let folder = try Scratch()
    let path = try Self.emptyFile(folder)
    try PartFile.write(merged: [7, 8], of: Self.origin, to: path)
    #expect(try PartFile.read(path, shards: 1).merged == [7, 8])
  }

  @Test func `a digest that is none is refused, also of a line that was made up with it`() throws {
    let folder = try Scratch()
    let path = try Self.emptyFile(folder)
    let parts = [MappedPart(piece: Self.piece(10, 500), sha256: "0x12", slice: [1])]
    try PartFile.write(parts, of: Self.origin, to: path)
    #expect(throws: PartFileError("a piece in it is invalid")) {
      try PartFile.read(path, shards: 1)
    }
  }

  @Test func `the document lists the tables and their columns, and the number of the format`()
    throws
  {
    let text = try String(
      contentsOf: URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "docs/DISTRIBUTED.md"), encoding: .utf8)
    #expect(text.contains("`user_version` \(TaskPlanFile.format)."))
    #expect(text.contains("0x" + String(PartFile.applicationID, radix: 16)))
    let tables = PartFile.schema.map { creation in
      let lines = creation.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
      let columns = lines.dropFirst().filter { $0.contains(" NOT NULL") || $0.contains(" KEY,") }
        .map { String($0.prefix { $0 != " " }) }
      return ([String(lines[0].split(separator: " ")[2])] + columns).joined(separator: " ")
    }
    let start = try #require(text.range(of: "| table | a row is | columns |")).lowerBound
    let rows = text[start...].split(separator: "\n").dropFirst(2).prefix { $0.hasPrefix("| `") }
    let listed = rows.map { row in
      let cells = row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      // What is in brackets tells of a value.
      let columns = cells[2].replacing(#/\([^)]*\)/#, with: "").matches(of: #/`([a-z0-9_]+)`/#)
      return ([cells[0].filter { $0 != "`" }] + columns.map { String($0.1) }).joined(
        separator: " ")
    }
    #expect(listed.sorted() == tables.sorted())
  }
}
