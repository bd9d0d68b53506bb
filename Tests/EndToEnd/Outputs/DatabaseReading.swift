import CSQLite
import Foundation
import Testing

/// The answer to a query, as texts.
struct Answer {
  var columns: [String] = []
  /// Nil is NULL.
  var rows: [[String?]] = []

  /// Asks the database at `path`, which is not changed.
  init(_ path: String, _ query: String) throws {
    var database: OpaquePointer?
    defer { sqlite3_close(database) }
    try #require(
      sqlite3_open_v2(path, &database, SQLITE_OPEN_READONLY, nil) == SQLITE_OK, "\(path)")
    var statement: OpaquePointer?
    defer { sqlite3_finalize(statement) }
    try #require(
      sqlite3_prepare_v2(database, query, -1, &statement, nil) == SQLITE_OK,
      "\(query): \(String(cString: sqlite3_errmsg(database)))")
    let count = sqlite3_column_count(statement)
    columns = (0..<count).map { String(cString: sqlite3_column_name(statement, $0)) }
    while sqlite3_step(statement) == SQLITE_ROW {
      rows.append(
        (0..<count).map { index in
          sqlite3_column_text(statement, index).map { String(cString: $0) }
        })
    }
  }

  /// The rows by the names of the columns.
  var named: [[String: String]] {
    rows.map { row in
      Dictionary(uniqueKeysWithValues: zip(columns, row.map { $0 ?? "" }))
    }
  }
}
