import CSQLite
import Ledger
import Platform

/// A connection to a partial, which turns every refusal of SQLite into an error.
final class PartDatabase {
  private var handle: OpaquePointer?

  /// A value of a row.
  enum Value {
    case text(String)
    case number(Int64)
    case blob([UInt8])
    case null

    var text: String? { if case .text(let text) = self { text } else { nil } }
    var number: Int64? { if case .number(let number) = self { number } else { nil } }
    var blob: [UInt8]? { if case .blob(let bytes) = self { bytes } else { nil } }
  }

  /// Opens the file at `path`: an empty one to be written, or a partial that does not change.
  init(_ path: String, isNew: Bool) throws(PartFileError) {
    let flags = isNew ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY | SQLITE_OPEN_URI
    // Of a file that nobody changes no lock is taken, which some shares do not have.
    let name = isNew ? path : FileURI.immutable(path)
    let code = sqlite3_open_v2(
      name, &handle, flags | SQLITE_OPEN_NOMUTEX, isNew ? "unix-none" : nil)
    guard code == SQLITE_OK else { throw failure(code) }
    sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, 1 << 28)
    sqlite3_limit(handle, SQLITE_LIMIT_VDBE_OP, 100_000)
    if !isNew { try run("PRAGMA trusted_schema = OFF") }
  }

  deinit { if let handle { sqlite3_close_v2(handle) } }

  /// Runs a statement that gives no rows that matter.
  func run(_ sql: String) throws(PartFileError) {
    let code = sqlite3_exec(handle, sql, nil, nil, nil)
    guard code == SQLITE_OK else { throw failure(code) }
  }

  /// Inserts one row.
  func insert(_ sql: String, _ values: [Value]) throws(PartFileError) {
    let statement = try compiled(sql)
    defer { sqlite3_finalize(statement) }
    let keep = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    for (index, value) in values.enumerated() {
      let place = Int32(index + 1)
      let code =
        switch value {
        case .text(let text): sqlite3_bind_text(statement, place, text, -1, keep)
        case .number(let number): sqlite3_bind_int64(statement, place, number)
        case .blob(let bytes):
          bytes.withUnsafeBytes {
            sqlite3_bind_blob64(
              statement, place, $0.baseAddress, sqlite3_uint64(bytes.count), keep)
          }
        case .null: sqlite3_bind_null(statement, place)
        }
      guard code == SQLITE_OK else { throw failure(code) }
    }
    let code = sqlite3_step(statement)
    guard code == SQLITE_DONE else { throw failure(code) }
  }

  /// Returns the rows of a query.
  func rows(_ sql: String) throws(PartFileError) -> [[Value]] {
    let statement = try compiled(sql)
    defer { sqlite3_finalize(statement) }
    var rows: [[Value]] = []
    while true {
      let code = sqlite3_step(statement)
      if code == SQLITE_DONE { return rows }
      guard code == SQLITE_ROW else { throw failure(code) }
      rows.append((0..<sqlite3_column_count(statement)).map { value(statement, $0) })
    }
  }

  /// Returns the first number of each row of a query.
  func numbers(_ sql: String) throws(PartFileError) -> [Int64] {
    try rows(sql).compactMap { $0.first?.number }
  }

  private func value(_ statement: OpaquePointer, _ column: Int32) -> Value {
    switch sqlite3_column_type(statement, column) {
    case SQLITE_INTEGER: return .number(sqlite3_column_int64(statement, column))
    case SQLITE_TEXT:
      let text = sqlite3_column_text(statement, column)
      let count = Int(sqlite3_column_bytes(statement, column))
      let bytes = UnsafeBufferPointer(start: text, count: text == nil ? 0 : count)
      return .text(String(decoding: bytes, as: UTF8.self))
    case SQLITE_BLOB:
      let bytes = sqlite3_column_blob(statement, column)
      let count = Int(sqlite3_column_bytes(statement, column))
      return .blob(Array(UnsafeRawBufferPointer(start: bytes, count: bytes == nil ? 0 : count)))
    default: return .null
    }
  }

  private func compiled(_ sql: String) throws(PartFileError) -> OpaquePointer {
    var statement: OpaquePointer?
    let code = sqlite3_prepare_v2(handle, sql, -1, &statement, nil)
    guard code == SQLITE_OK, let statement else { throw failure(code) }
    return statement
  }

  /// Closes the file, which tells what closing alone shows.
  func close() throws(PartFileError) {
    let code = sqlite3_close(handle)
    guard code == SQLITE_OK else { throw failure(code) }
    handle = nil
  }

  private func failure(_ code: Int32) -> PartFileError {
    let words = handle.flatMap { sqlite3_errmsg($0) } ?? sqlite3_errstr(code)
    return PartFileError("SQLite: " + (words.map { String(cString: $0) } ?? "error \(code)"))
  }
}
