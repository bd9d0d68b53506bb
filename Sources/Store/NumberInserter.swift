import CSQLite
import Ledger

/// Puts rows of numbers into one table, a batch of them by one run of a statement: beginning and ending a run for each
/// would cost a quarter more.
///
/// A number of scale 0 is a count and goes in as an integer, of any other scale the exact decimal `number` × 10⁻ˢᶜᵃˡᵉ.
/// What a place held in the batch before stays bound, as most zeros do.
struct NumberInserter: ~Copyable {
  private let database: Database
  private let table: StoreTable
  private let scales: [Int]
  /// Puts as many rows at once as a batch has.
  private let statement: OpaquePointer
  /// What is bound in each place of the batch; nil is NULL, as in a new statement.
  private let numbers: UnsafeMutablePointer<Int128?>
  /// The text of each that is no whole number.
  private let texts: UnsafeMutablePointer<UInt8>
  /// The first place of the row being filled.
  private var row = 0

  /// Prepares for a table with a column per scale.
  init(_ database: Database, into table: StoreTable, scales: [Int]) throws(StoreError) {
    precondition(scales.count == table.columns.count, "a row has a value for each column")
    statement = try database.compiled(table.insertion(rows: NumberInserter.batch))
    self.database = database
    self.table = table
    self.scales = scales
    let count = NumberInserter.batch * scales.count
    numbers = .allocate(capacity: count)
    numbers.initialize(repeating: nil, count: count)
    texts = .allocate(capacity: count * DecimalText.room)
  }

  deinit {
    sqlite3_finalize(statement)
    numbers.deallocate()
    texts.deallocate()
  }

  /// How many rows go in at once.
  static let batch = 16

  /// Sets a column of the row being filled; nil is NULL.
  @inline(__always)
  mutating func set(_ number: Int128?, at column: Int) throws(StoreError) {
    if numbers[row + column] != number { try bind(number, at: column) }
  }

  /// Ends a row of which every column has been set.
  mutating func endRow() throws(StoreError) {
    row += scales.count
    guard row == NumberInserter.batch * scales.count else { return }
    row = 0
    try database.step(statement)
  }

  /// Puts in what is left of the last batch; every row has been ended.
  mutating func finish() throws(StoreError) {
    let single = try database.compiled(table.insertion(rows: 1))
    defer { sqlite3_finalize(single) }
    for start in stride(from: 0, to: row, by: scales.count) {
      for column in scales.indices {
        let code = bind(
          numbers[start + column], scales[column], place: start + column, single, column)
        guard code == SQLITE_OK else { throw database.failure(code) }
      }
      try database.step(single)
    }
    row = 0
  }

  @inline(never)
  private mutating func bind(_ number: Int128?, at column: Int) throws(StoreError) {
    numbers[row + column] = number
    let code = bind(number, scales[column], place: row + column, statement, row + column)
    guard code == SQLITE_OK else { throw database.failure(code) }
  }

  /// Binds a number; a count that 64 bits do not hold goes in as text, of which a column of integers makes the
  /// nearest REAL.
  ///
  /// - Parameter place: where its text lies.
  @inline(__always)
  private func bind(
    _ number: Int128?, _ scale: Int, place: Int, _ statement: OpaquePointer, _ index: Int
  ) -> Int32 {
    guard let number else { return sqlite3_bind_null(statement, Int32(index + 1)) }
    if scale == 0, let count = Int64(exactly: number) {
      return sqlite3_bind_int64(statement, Int32(index + 1), count)
    }
    let text = texts + place * DecimalText.room
    let count = DecimalText.write(number, scale: scale, at: text)
    return UnsafeRawPointer(text).withMemoryRebound(to: CChar.self, capacity: count) {
      sqlite3_bind_text(statement, Int32(index + 1), $0, Int32(count), nil)
    }
  }
}
