import CSQLite
import Foundation
import Testing

@testable import Store

/// A database that a test fills and asks.
enum StoredRows {
  /// Returns the rows of a query to a database with the whole schema, as SQLite shows them.
  static func of(
    _ query: String, filling fill: (Database) throws -> Void = { _ in }
  ) throws -> [[String?]] {
    let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: path) }
    #expect(FileManager.default.createFile(atPath: path, contents: nil))
    let database = try Database(path)
    try database.run(Schema.creation)
    try fill(database)
    try database.close()
    var handle: OpaquePointer?
    defer { sqlite3_close(handle) }
    try #require(sqlite3_open(path, &handle) == SQLITE_OK)
    var statement: OpaquePointer?
    defer { sqlite3_finalize(statement) }
    try #require(sqlite3_prepare_v2(handle, query, -1, &statement, nil) == SQLITE_OK, "\(query)")
    var rows: [[String?]] = []
    while sqlite3_step(statement) == SQLITE_ROW {
      rows.append(
        (0..<sqlite3_column_count(statement)).map { column in
          sqlite3_column_text(statement, column).map { String(cString: $0) }
        })
    }
    return rows
  }
}
