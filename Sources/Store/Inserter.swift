import CSQLite

/// Puts rows into one table by one compiled statement, whose values are bound, never written into it.
final class Inserter {
  private let statement: OpaquePointer
  private let database: Database
  private let columnCount: Int
  private var row = StoredRow()
  /// How many of the first values stay as they are from row to row.
  private var held = 0

  /// SQLITE_TRANSIENT, a macro that Swift does not see: SQLite copies the text.
  private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

  init(_ database: Database, into table: StoreTable) throws(StoreError) {
    self.database = database
    columnCount = table.columns.count
    statement = try database.compiled(table.insertion)
  }

  deinit { sqlite3_finalize(statement) }

  /// Sets the first values of all rows from now on, until it is called again.
  ///
  /// Rows are sorted, so most of them begin as the one before does.
  func hold(_ fill: (inout StoredRow) throws -> Void) throws {
    row.removeAll()
    try fill(&row)
    held = 0
    try bind(UnsafeRawBufferPointer(row.text.bytes), Inserter.copied)
    held = row.values.count
  }

  /// Inserts the row that `fill` makes, with a value for each column that is not held.
  func insert(_ fill: (inout StoredRow) throws -> Void) throws {
    row.removeAll()
    try fill(&row)
    precondition(held + row.values.count == columnCount, "a row has a value for each column")
    try bind(UnsafeRawBufferPointer(row.text.bytes), nil)
    guard sqlite3_step(statement) == SQLITE_DONE else {
      throw database.failure(sqlite3_reset(statement))
    }
    try check(sqlite3_reset(statement))
  }

  /// Binds the values of `row` after those that are held.
  ///
  /// - Parameter destructor: nil is SQLITE_STATIC: the bytes stay where they are until the statement has run,
  ///   so SQLite need not copy them.
  private func bind(
    _ bytes: UnsafeRawBufferPointer, _ destructor: sqlite3_destructor_type?
  ) throws(StoreError) {
    for index in row.values.indices {
      try check(bind(row.values[index], at: Int32(held + index + 1), of: bytes, destructor))
    }
  }

  private func bind(
    _ value: StoredRow.Value, at index: Int32, of bytes: UnsafeRawBufferPointer,
    _ destructor: sqlite3_destructor_type?
  ) -> Int32 {
    switch value {
    case .null:
      return sqlite3_bind_null(statement, index)
    case .integer(let integer):
      return sqlite3_bind_int64(statement, index, integer)
    case .text(let start, let end):
      // Of an empty text too the address must not be nil, which would be NULL.
      guard let base = bytes.baseAddress else {
        return sqlite3_bind_text(statement, index, "", 0, nil)
      }
      let text = (base + start).assumingMemoryBound(to: CChar.self)
      return sqlite3_bind_text(statement, index, text, Int32(end - start), destructor)
    }
  }

  private func check(_ code: Int32) throws(StoreError) {
    guard code == SQLITE_OK else { throw database.failure(code) }
  }
}
