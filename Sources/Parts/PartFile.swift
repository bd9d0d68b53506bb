import CSQLite
import Engine
import Ledger
import Platform

/// A partial: an SQLite file with what a task made of its pieces.
package enum PartFile {
  /// "AsPt", so that anyone can tell what the file is.
  static let applicationID: Int32 = 0x4173_5074
  /// The bytes of one row of `slice`: SQLite holds a thousand million at most.
  private static let chunkBytes = 64 << 20

  /// The tables, as docs/DISTRIBUTED.md has them.
  package static let schema = [
    """
    CREATE TABLE file (
      path TEXT NOT NULL,
      sha256 TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE merged (
      number INTEGER PRIMARY KEY,
      bytes BLOB NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE piece (
      number INTEGER PRIMARY KEY,
      file TEXT NOT NULL,
      file_bytes INTEGER NOT NULL,
      from_byte INTEGER NOT NULL,
      to_byte INTEGER NOT NULL,
      proven INTEGER NOT NULL,
      sha256 TEXT NOT NULL,
      is_read INTEGER NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE shard (
      piece INTEGER NOT NULL,
      shard INTEGER NOT NULL,
      number INTEGER NOT NULL,
      sha256 TEXT NOT NULL,
      bytes BLOB NOT NULL,
      PRIMARY KEY (piece, shard, number)
    ) STRICT
    """,
    """
    CREATE TABLE slice (
      piece INTEGER NOT NULL,
      number INTEGER NOT NULL,
      bytes BLOB NOT NULL,
      PRIMARY KEY (piece, number)
    ) STRICT
    """,
    """
    CREATE TABLE task (
      name TEXT NOT NULL,
      plan_sha256 TEXT NOT NULL,
      program_sha256 TEXT NOT NULL,
      version TEXT NOT NULL
    ) STRICT
    """,
  ]

  /// Whose partial it is.
  package struct Origin: Hashable, Sendable {
    package let task: String
    /// The digest of `plan.json`.
    package let plan: String
    /// The digest of the program.
    package let program: String
    package let version: String

    /// - Parameters: see the members of these names.
    package init(task: String, plan: String, program: String, version: String) {
      self.task = task
      self.plan = plan
      self.program = program
      self.version = version
    }
  }

  /// Writes a partial into the empty file at `path`: of mapped pieces, of a merged shard, or of a file that was digested.
  package static func write(
    _ parts: [MappedPart] = [], merged: [UInt8] = [],
    digested: (path: Name, digests: FileDigests)? = nil, of origin: Origin, to path: String
  ) throws(PartFileError) {
    let database = try PartDatabase(path, isNew: true)
    try database.run("PRAGMA journal_mode = OFF")
    try database.run("PRAGMA synchronous = OFF")
    try database.run("PRAGMA page_size = 4096")
    try database.run("PRAGMA application_id = \(applicationID)")
    try database.run("PRAGMA user_version = \(TaskPlanFile.format)")
    try database.run("BEGIN")
    for table in schema { try database.run(table) }
    try database.insert(
      "INSERT INTO task VALUES (?, ?, ?, ?)",
      [.text(origin.task), .text(origin.plan), .text(origin.program), .text(origin.version)])
    var parts = parts
    if let (path, digests) = digested {
      try database.insert(
        "INSERT INTO file VALUES (?, ?)", [.text(path.description), .text(digests.sha256)])
      parts = digests.pieces.sorted { $0.key.from < $1.key.from }.map {
        MappedPart(piece: $0.key, sha256: $0.value, slice: nil)
      }
    }
    for (number, part) in parts.enumerated() {
      let piece: PartDatabase.Value = .number(Int64(number))
      try database.insert(
        "INSERT INTO piece VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
          piece, .text(part.piece.path.description), .number(part.piece.size),
          .number(part.piece.from), .number(part.piece.to), .number(part.piece.isProven ? 1 : 0),
          .text(part.sha256), .number(part.slice == nil ? 0 : 1),
        ])
      for (index, bytes) in chunks(part.slice ?? []).enumerated() {
        try database.insert(
          "INSERT INTO slice VALUES (?, ?, ?)", [piece, .number(Int64(index)), .blob(bytes)])
      }
      for (shard, bytes) in part.shards.enumerated() {
        for (index, bytes) in chunks(bytes).enumerated() {
          try database.insert(
            "INSERT INTO shard VALUES (?, ?, ?, ?, ?)",
            [
              piece, .number(Int64(shard)), .number(Int64(index)), .text(SHA256.text(of: bytes)),
              .blob(bytes),
            ])
        }
      }
    }
    for (index, bytes) in chunks(merged).enumerated() {
      try database.insert(
        "INSERT INTO merged VALUES (?, ?)", [.number(Int64(index)), .blob(bytes)])
    }
    try database.run("COMMIT")
    try database.close()
  }

  private static func chunks(_ bytes: [UInt8]) -> [[UInt8]] {
    stride(from: 0, to: bytes.count, by: chunkBytes).map {
      Array(bytes[$0..<min($0 + chunkBytes, bytes.count)])
    }
  }
}

/// Why a file is no partial, or could not be written: in lower case.
package struct PartFileError: Error, Hashable, Sendable {
  package let reason: String

  package init(_ reason: String) { self.reason = reason }
}
