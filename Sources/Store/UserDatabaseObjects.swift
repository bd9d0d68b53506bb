import CSQLite
import Platform

/// Objects that users added to our database and that the next run would not recreate.
package enum UserDatabaseObjects {
  /// A table, view, index or trigger.
  package struct Object: Hashable, Sendable {
    /// `table`, `view`, `index` or `trigger`.
    package let kind: String
    package let name: String
  }

  /// Returns what is in the database at `path` besides what a run makes, by kind and name; none where its schema cannot
  /// be read.
  ///
  /// The file is read as it is, and nothing is written beside it: what is only in a journal is not read.
  package static func all(in path: String) -> [Object] {
    Database.prepared
    let text = FileURI.immutable(path)
    let flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI
    var handle: OpaquePointer?
    defer { sqlite3_close(handle) }
    guard sqlite3_open_v2(text, &handle, flags, nil) == SQLITE_OK else { return [] }
    var statement: OpaquePointer?
    defer { sqlite3_finalize(statement) }
    guard sqlite3_prepare_v2(handle, query, -1, &statement, nil) == SQLITE_OK else { return [] }
    var found: [Object] = []
    while sqlite3_step(statement) == SQLITE_ROW {
      guard let kind = sqlite3_column_text(statement, 0),
        let name = sqlite3_column_text(statement, 1)
      else { continue }
      let object = Object(kind: String(cString: kind), name: String(cString: name))
      if !ours.contains(object.name) { found.append(object) }
    }
    return found
  }

  /// The query for all objects except those that SQLite creates itself.
  private static let query =
    "SELECT type, name FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY 1, 2"

  /// The objects that a run creates, or that an earlier schema created.
  private static let ours = Set(
    Schema.tables.map(\.name) + Schema.views.map(\.name) + ["fact"])
}
