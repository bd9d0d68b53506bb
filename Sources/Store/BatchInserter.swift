import CSQLite
import Ledger

/// Puts rows of numbers and of texts that come again into one table, a batch of them by one run of a statement:
/// beginning and ending a run for each would cost a quarter more.
///
/// A value that a place had in the previous batch stays bound, as most zeros and most texts do.
struct BatchInserter: ~Copyable {
  private let database: Database
  private let table: StoreTable
  /// Of each column the decimals, or `ofTexts`.
  private let scales: [Int]
  /// The number of rows inserted at once.
  private let batch: Int
  /// Puts as many rows at once as a batch has.
  private let statement: OpaquePointer
  /// The bindings of each place of the batch: a number, or a placeholder for a text.
  ///
  /// `null` is NULL, as in a new statement.
  private let bound: UnsafeMutablePointer<Int128>
  /// The text of each number that is not whole.
  private let decimals: UnsafeMutablePointer<UInt8>
  /// The texts that rows may hold, each of them once.
  private var texts: [Name: Text] = [:]
  /// The first place of the row being filled.
  private var row = 0

  /// The content of a column.
  enum Column {
    case text
    /// Of scale 0 a count, which goes in as an integer, of any other the exact decimal number × 10⁻ˢᶜᵃˡᵉ.
    case number(scale: Int)
  }

  /// A text that stays where it is until the inserter is gone.
  struct Text: Equatable {
    fileprivate let start: UnsafeMutablePointer<UInt8>
    fileprivate let count: Int

    /// The identity of the text: its address and length, which no other text shares.
    fileprivate var identity: Int128 { Int128(UInt(bitPattern: start)) << 64 | Int128(count) }
  }

  /// The number of rows of a long table inserted at once.
  static let longBatch = 16

  /// Stands for NULL, and is no number of a ledger: an optional takes twice the room, and twice as long to compare.
  private static var null: Int128 { .min }
  private static var ofTexts: Int { -1 }

  /// Prepares for a table with these columns.
  init(_ database: Database, into table: StoreTable, columns: [Column], batch: Int = longBatch)
    throws(StoreError)
  {
    precondition(columns.count == table.columns.count, "a row has a value for each column")
    statement = try database.compiled(table.insertion(rows: batch))
    self.database = database
    self.table = table
    self.batch = batch
    scales = columns.map { column in
      if case .number(let scale) = column { scale } else { BatchInserter.ofTexts }
    }
    let count = batch * columns.count
    bound = .allocate(capacity: count)
    bound.initialize(repeating: BatchInserter.null, count: count)
    decimals = .allocate(capacity: count * DecimalText.room)
  }

  deinit {
    sqlite3_finalize(statement)
    bound.deallocate()
    decimals.deallocate()
    for text in texts.values { text.start.deallocate() }
  }

  /// Returns the text that columns of texts are set to, the same for the same name.
  mutating func text(_ name: Name) -> Text {
    if let text = texts[name] { return text }
    // Of an empty text too the address must not be nil, which would be NULL.
    let start = UnsafeMutablePointer<UInt8>.allocate(capacity: max(1, name.bytes.count))
    for (index, byte) in name.bytes.enumerated() { start[index] = byte }
    let text = Text(start: start, count: name.bytes.count)
    texts[name] = text
    return text
  }

  /// Sets a column of texts of the row being filled.
  @inline(__always)
  mutating func set(_ text: Text, at column: Int) throws(StoreError) {
    if bound[row &+ column] != text.identity { try bind(text, at: column) }
  }

  /// Sets a column of numbers of the row being filled; nil is NULL.
  @inline(__always)
  mutating func set(_ number: Int128?, at column: Int) throws(StoreError) {
    let number = number ?? BatchInserter.null
    if bound[row &+ column] != number { try bind(number, at: column) }
  }

  /// Ends a row of which every column has been set.
  mutating func endRow() throws(StoreError) {
    row += scales.count
    guard row == batch * scales.count else { return }
    row = 0
    try database.step(statement)
  }

  /// Puts in what is left of the last batch; every row has been ended.
  mutating func finish() throws(StoreError) {
    if row == 0 { return }
    let single = try database.compiled(table.insertion(rows: 1))
    defer { sqlite3_finalize(single) }
    for start in stride(from: 0, to: row, by: scales.count) {
      for column in scales.indices {
        let value = bound[start + column]
        let code =
          scales[column] == BatchInserter.ofTexts && value != BatchInserter.null
          ? bind(BatchInserter.text(of: value), single, column)
          : bind(value, scales[column], place: start + column, single, column)
        guard code == SQLITE_OK else { throw database.failure(code) }
      }
      try database.step(single)
    }
    row = 0
  }

  @inline(never)
  private mutating func bind(_ text: Text, at column: Int) throws(StoreError) {
    precondition(scales[column] == BatchInserter.ofTexts, "a text goes into a column of texts")
    bound[row + column] = text.identity
    let code = bind(text, statement, row + column)
    guard code == SQLITE_OK else { throw database.failure(code) }
  }

  @inline(never)
  private mutating func bind(_ number: Int128, at column: Int) throws(StoreError) {
    precondition(
      scales[column] >= 0 || number == BatchInserter.null, "a number goes into a column of numbers")
    bound[row + column] = number
    let code = bind(number, scales[column], place: row + column, statement, row + column)
    guard code == SQLITE_OK else { throw database.failure(code) }
  }

  /// The text that an identity is of.
  private static func text(of identity: Int128) -> Text {
    let address = UInt(truncatingIfNeeded: identity >> 64)
    guard let start = UnsafeMutablePointer<UInt8>(bitPattern: address) else {
      preconditionFailure("a text has an address")
    }
    return Text(start: start, count: Int(truncatingIfNeeded: identity))
  }

  /// Binds a text, which need not be copied.
  private func bind(_ text: Text, _ statement: OpaquePointer, _ index: Int) -> Int32 {
    UnsafeRawPointer(text.start).withMemoryRebound(to: CChar.self, capacity: max(1, text.count)) {
      sqlite3_bind_text(statement, Int32(index + 1), $0, Int32(text.count), nil)
    }
  }

  /// Binds a number; a count that 64 bits do not hold goes in as text, of which a column of integers makes the
  /// nearest REAL.
  ///
  /// - Parameter place: where its text is.
  @inline(__always)
  private func bind(
    _ number: Int128, _ scale: Int, place: Int, _ statement: OpaquePointer, _ index: Int
  ) -> Int32 {
    if number == BatchInserter.null { return sqlite3_bind_null(statement, Int32(index + 1)) }
    if scale == 0, let count = Int64(exactly: number) {
      return sqlite3_bind_int64(statement, Int32(index + 1), count)
    }
    let start = decimals + place * DecimalText.room
    let count = DecimalText.write(number, scale: scale, at: start)
    return bind(Text(start: start, count: count), statement, index)
  }
}
