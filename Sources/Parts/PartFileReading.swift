import CSQLite
import Engine
import Ledger
import Platform

extension PartFile {
  /// What a partial holds, without the facts and keys of its slices, which are read when they are needed.
  package struct Contents: Sendable {
    /// Whose partial it is.
    package let origin: Origin
    /// The pieces that were mapped.
    package let parts: [MappedPart]
    /// What the slices of a shard came to; empty where pieces were mapped.
    package let merged: [UInt8]
    /// The digest of all bytes of the file that was digested with its pieces; nil in other partials.
    package let wholeFile: String?

    /// The digests of the file that was digested; nil in other partials.
    package var digests: FileDigests? {
      guard let wholeFile, let size = parts.first?.piece.size else { return nil }
      return FileDigests(
        size: size, sha256: wholeFile,
        pieces: Dictionary(parts.map { ($0.piece, $0.sha256) }, uniquingKeysWith: { $1 }))
    }
  }

  /// Reads a partial.
  ///
  /// - Parameter shards: how many each slice has.
  /// - Throws: why it is none, in words: nothing in the file is trusted.
  package static func read(_ path: String, shards: Int) throws(PartFileError) -> Contents {
    let database = try opened(path)
    let tasks = try database.rows("SELECT name, plan_sha256, program_sha256, version FROM task")
    guard tasks.count == 1, let task = tasks.first?.compactMap(\.text), task.count == 4 else {
      throw PartFileError("it does not name its task")
    }
    var parts: [MappedPart] = []
    let pieces = try database.rows(
      "SELECT file, file_bytes, from_byte, to_byte, proven, sha256, is_read FROM piece ORDER BY number"
    )
    for (number, row) in pieces.enumerated() {
      guard row.count == 7, let file = row[0].text, let size = row[1].number,
        let from = row[2].number, let to = row[3].number, let proven = row[4].number,
        let sha256 = row[5].text, SHA256.isDigest(sha256), let isRead = row[6].number
      else { throw PartFileError("a piece in it is invalid") }
      var (slice, digests): ([UInt8]?, [[String]]) = (nil, [])
      if isRead != 0 {
        slice = try bytes(
          "SELECT bytes FROM slice WHERE piece = \(number) ORDER BY number", in: database)
        digests = try self.digests(ofPiece: number, shards, in: database)
      }
      parts.append(
        MappedPart(
          piece: TaskInputPiece(
            path: Name(file), size: size, from: from, to: to, isProven: proven != 0),
          sha256: sha256, slice: slice, digests: digests))
    }
    let merged = try bytes("SELECT bytes FROM merged ORDER BY number", in: database)
    let wholeFile = try database.rows("SELECT sha256 FROM file").first?.first?.text
    guard wholeFile.map(SHA256.isDigest) ?? true else {
      throw PartFileError("the digest of a file in it is invalid")
    }
    try database.close()
    let origin = Origin(task: task[0], plan: task[1], program: task[2], version: task[3])
    return Contents(origin: origin, parts: parts, merged: merged, wholeFile: wholeFile)
  }

  /// Reads the facts and keys of one piece of a partial, all shards of them.
  package static func shards(
    _ path: String, piece: Int, count: Int
  ) throws(PartFileError) -> [[UInt8]] {
    let database = try opened(path)
    var shards: [[UInt8]] = []
    for shard in 0..<count {
      shards.append(try bytes(shardQuery("bytes", piece, shard), in: database))
    }
    try database.close()
    return shards
  }

  /// Reads one shard of several pieces of a partial, and passes each to `body` with its digests, once it is proved to have
  /// these.
  package static func forEach(
    _ shard: Int, ofPieces pieces: [Int], in path: String,
    _ body: (_ bytes: [UInt8], _ digests: [String]) throws -> Void
  ) throws {
    let database = try opened(path)
    for piece in pieces {
      var all: [UInt8] = []
      var digests: [String] = []
      for row in try database.rows(shardQuery("sha256, bytes", piece, shard)) {
        guard let digest = row[0].text, let bytes = row[1].blob, SHA256.text(of: bytes) == digest
        else { throw PartFileError("its bytes are not those that the task wrote") }
        all += bytes
        digests.append(digest)
      }
      try body(all, digests)
    }
    try database.close()
  }

  private static func opened(_ path: String) throws(PartFileError) -> PartDatabase {
    let database = try PartDatabase(path, isNew: false)
    guard try database.numbers("PRAGMA application_id") == [Int64(applicationID)],
      try database.numbers("PRAGMA user_version") == [TaskPlanFile.format],
      try database.rows("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name")
        .map({ $0.first?.text ?? "" }) == schema
    else { throw PartFileError("it does not have the format of a partial") }
    return database
  }

  /// The digests of the shards of a piece, as they are stored.
  private static func digests(
    ofPiece piece: Int, _ shards: Int, in database: PartDatabase
  ) throws(PartFileError) -> [[String]] {
    var digests: [[String]] = []
    for shard in 0..<shards {
      digests.append(
        try database.rows(shardQuery("sha256", piece, shard)).compactMap { $0.first?.text })
    }
    return digests
  }

  private static func shardQuery(_ columns: String, _ piece: Int, _ shard: Int) -> String {
    "SELECT \(columns) FROM shard WHERE piece = \(piece) AND shard = \(shard) ORDER BY number"
  }

  /// The bytes of all rows of a query.
  private static func bytes(
    _ sql: String, in database: PartDatabase
  ) throws(PartFileError) -> [UInt8] {
    var bytes: [UInt8] = []
    for row in try database.rows(sql) { bytes += row.first?.blob ?? [] }
    return bytes
  }
}
