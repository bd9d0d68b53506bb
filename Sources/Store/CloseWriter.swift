import Tables

extension Store {
  /// Adds the closes of months to a finished database, each in the order of the columns of its table.
  ///
  /// They are known last: the line of a close has the digest of the manifest of its own run.
  package static func add(closes: [[Cell]], to path: String) throws {
    if closes.isEmpty { return }
    let database = try Database(path)
    try database.run("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN")
    try insert(closes, database)
    try database.run("COMMIT")
    try database.close()
  }

  private static func insert(_ closes: [[Cell]], _ database: Database) throws {
    let inserter = try Inserter(database, into: .close)
    for cells in closes {
      try inserter.insert { row in for cell in cells { row.append(cell) } }
    }
  }
}
