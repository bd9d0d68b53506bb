import CSQLite

/// Puts rows into one table by one compiled statement, whose values are bound, never written into it.
final class Inserter {
  private let statement: OpaquePointer
  private let database: Database
  private let columnCount: Int
  private var row = StoredRow()

  init(_ database: Database, into table: StoreTable) throws(StoreError) {
    self.database = database
    columnCount = table.columns.count
    statement = try database.compiled(table.insertion(rows: 1))
  }

  deinit { sqlite3_finalize(statement) }

  /// Inserts the row that `fill` makes, with a value for each column.
  func insert(_ fill: (inout StoredRow) throws -> Void) throws {
    row.removeAll()
    try fill(&row)
    precondition(row.values.count == columnCount, "a row has a value for each column")
    // The bytes stay where they are until the statement has run, so SQLite need not copy them.
    let bytes = UnsafeRawBufferPointer(row.text.bytes)
    for index in row.values.indices {
      try check(bind(row.values[index], at: Int32(index + 1), of: bytes))
    }
    try database.step(statement)
  }

  private func bind(
    _ value: StoredRow.Value, at index: Int32, of bytes: UnsafeRawBufferPointer
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
      return sqlite3_bind_text(statement, index, text, Int32(end - start), nil)
    }
  }

  private func check(_ code: Int32) throws(StoreError) {
    guard code == SQLITE_OK else { throw database.failure(code) }
  }
}
