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

  /// Writes a partial into the empty file at `path`.
  package static func write(
    _ parts: [MappedPart], of origin: Origin, to path: String
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
    for (number, part) in parts.enumerated() {
      try database.insert(
        "INSERT INTO piece VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
          .number(Int64(number)), .text(part.piece.path.description), .number(part.piece.size),
          .number(part.piece.from), .number(part.piece.to), .number(part.piece.isProven ? 1 : 0),
          .text(part.sha256), .number(part.slice == nil ? 0 : 1),
        ])
      let bytes = part.slice ?? []
      for (index, start) in stride(from: 0, to: bytes.count, by: chunkBytes).enumerated() {
        try database.insert(
          "INSERT INTO slice VALUES (?, ?, ?)",
          [
            .number(Int64(number)), .number(Int64(index)),
            .blob(Array(bytes[start..<min(start + chunkBytes, bytes.count)])),
          ])
      }
    }
    try database.run("COMMIT")
    try database.close()
  }

  /// Reads a partial.
  ///
  /// - Throws: why it is none, in words: nothing in the file is trusted.
  package static func read(
    _ path: String
  ) throws(PartFileError) -> (origin: Origin, parts: [MappedPart]) {
    let database = try PartDatabase(path, isNew: false)
    guard try database.numbers("PRAGMA application_id") == [Int64(applicationID)],
      try database.numbers("PRAGMA user_version") == [TaskPlanFile.format],
      try database.rows("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name")
        .map({ $0.first?.text ?? "" }) == schema
    else { throw PartFileError("it does not have the format of a partial") }
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
        let sha256 = row[5].text, let isRead = row[6].number
      else { throw PartFileError("a piece in it is invalid") }
      var slice: [UInt8]?
      if isRead != 0 {
        slice = []
        for chunk in try database.rows(
          "SELECT bytes FROM slice WHERE piece = \(number) ORDER BY number")
        {
          slice? += chunk.first?.blob ?? []
        }
      }
      parts.append(
        MappedPart(
          piece: TaskInputPiece(
            path: Name(file), size: size, from: from, to: to, isProven: proven != 0),
          sha256: sha256, slice: slice))
    }
    try database.close()
    return (
      Origin(task: task[0], plan: task[1], program: task[2], version: task[3]), parts
    )
  }
}

/// Why a file is no partial, or could not be written: in lower case.
package struct PartFileError: Error, Hashable, Sendable {
  package let reason: String

  package init(_ reason: String) { self.reason = reason }
}
