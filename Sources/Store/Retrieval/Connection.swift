import CSQLite
import Ledger
import Platform

/// A database opened to be read as it is: a run never changes one, it puts another in its place.
final class Connection {
  private var handle: OpaquePointer?
  private let path: String

  init(_ path: String) throws(StoreError) {
    Database.prepared
    self.path = path
    let flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI | SQLITE_OPEN_EXRESCODE
    let code = sqlite3_open_v2(FileURI.immutable(path), &handle, flags, nil)
    guard code == SQLITE_OK else { throw failure(code) }
  }

  deinit { sqlite3_close_v2(handle) }

  /// Compiles a query; it is before its first row.
  func query(_ sql: String) throws(StoreError) -> Query {
    var statement: OpaquePointer?
    let code = sqlite3_prepare_v2(handle, sql, -1, &statement, nil)
    guard code == SQLITE_OK, let statement else { throw failure(code) }
    return Query(statement, of: self)
  }

  fileprivate func failure(_ code: Int32) -> StoreError {
    let words = handle.flatMap { sqlite3_errmsg($0) } ?? sqlite3_errstr(code)
    return StoreError(
      path: path, code: code, systemError: handle.map { sqlite3_system_errno($0) } ?? 0,
      message: words.map { String(cString: $0) } ?? "unknown error")
  }

  /// A query and its current row.
  final class Query {
    private let statement: OpaquePointer
    private let connection: Connection

    fileprivate init(_ statement: OpaquePointer, of connection: Connection) {
      (self.statement, self.connection) = (statement, connection)
    }

    deinit { sqlite3_finalize(statement) }

    /// Goes on to the next row; false after the last.
    func step() throws(StoreError) -> Bool {
      switch sqlite3_step(statement) {
      case SQLITE_ROW: return true
      case SQLITE_DONE: return false
      case let code: throw connection.failure(code)
      }
    }

    func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(statement, column) }

    func isNull(_ column: Int32) -> Bool { sqlite3_column_type(statement, column) == SQLITE_NULL }

    /// True if a whole number did not fit in 64 bits and is kept as a nearby REAL.
    func isInexact(_ column: Int32) -> Bool {
      sqlite3_column_type(statement, column) == SQLITE_FLOAT
    }

    /// The bytes of a text until the next step.
    func text(_ column: Int32) -> UnsafeBufferPointer<UInt8> {
      UnsafeBufferPointer(
        start: sqlite3_column_text(statement, column),
        count: Int(sqlite3_column_bytes(statement, column)))
    }

    func name(_ column: Int32) -> Name { Name(bytes: text(column)) }

    /// The text of a column, or nil for NULL.
    func word(_ column: Int32) -> String? {
      isNull(column) ? nil : String(decoding: text(column), as: UTF8.self)
    }

    /// An exact decimal × 10ˢᶜᵃˡᵉ, with a limited number of decimals; 0 for NULL.
    func decimal(_ column: Int32, scale: Int) -> Int128 {
      var value: Int128 = 0
      var decimals = 0
      var isNegative = false
      var isFraction = false
      for byte in text(column) {
        switch byte {
        case UInt8(ascii: "-"): isNegative = true
        case UInt8(ascii: "."): isFraction = true
        default:
          value = value * 10 + Int128(byte &- UInt8(ascii: "0"))
          if isFraction { decimals += 1 }
        }
      }
      precondition(decimals <= scale, "a column keeps its scale")
      value *= powerOfTen(scale - decimals)
      return isNegative ? -value : value
    }
  }
}
