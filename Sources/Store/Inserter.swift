import CSQLite
import Ledger

/// Puts rows into one table by one compiled statement, whose values are bound, never written into it.
final class Inserter {
  private let statement: OpaquePointer
  private let database: Database
  private let columnCount: Int
  private var row = StoredRow()
  /// What the columns of a row of numbers hold, and the text of each that is no whole number.
  private var numbers: [Int128??]
  private let texts: UnsafeMutablePointer<UInt8>

  init(_ database: Database, into table: StoreTable) throws(StoreError) {
    self.database = database
    columnCount = table.columns.count
    numbers = Array(repeating: .none, count: columnCount)
    texts = .allocate(capacity: columnCount * DecimalText.room)
    statement = try database.compiled(table.insertion)
  }

  deinit {
    sqlite3_finalize(statement)
    texts.deallocate()
  }

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
    try step()
  }

  /// Inserts a row of numbers: of scale 0 a count as an integer, of any other the exact decimal `number` × 10⁻ˢᶜᵃˡᵉ.
  ///
  /// Nil is NULL. All rows of a table are given in this way, or none. What a column held in the row before stays bound, as
  /// most zeros do.
  func insert(scales: [Int], number: (Int) -> Int128?) throws {
    precondition(scales.count == columnCount, "a row has a value for each column")
    for index in 0..<columnCount {
      let value = number(index)
      if let held = numbers[index], held == value { continue }
      numbers[index] = .some(value)
      try check(
        value.map { bind($0, scale: scales[index], at: index) }
          ?? sqlite3_bind_null(statement, Int32(index + 1)))
    }
    try step()
  }

  private func step() throws(StoreError) {
    guard sqlite3_step(statement) == SQLITE_DONE else {
      throw database.failure(sqlite3_reset(statement))
    }
    try check(sqlite3_reset(statement))
  }

  /// Binds a number; a count that 64 bits do not hold goes in as text, of which a column of integers makes the
  /// nearest REAL.
  @inline(__always)
  private func bind(_ value: Int128, scale: Int, at index: Int) -> Int32 {
    if scale == 0, let count = Int64(exactly: value) {
      return sqlite3_bind_int64(statement, Int32(index + 1), count)
    }
    let text = texts + index * DecimalText.room
    let count = DecimalText.write(value, scale: scale, at: text)
    return UnsafeRawPointer(text).withMemoryRebound(to: CChar.self, capacity: count) {
      sqlite3_bind_text(statement, Int32(index + 1), $0, Int32(count), nil)
    }
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
