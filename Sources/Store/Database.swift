import CSQLite
import Glibc

/// A database being made: owns the connection, and turns every refusal of SQLite into an error.
///
/// Nobody else knows the file yet, so there is no lock on it and no journal beside it: a file that was not
/// finished is thrown away.
final class Database {
  private var handle: OpaquePointer?
  let path: String

  /// Opens the empty file at `path`.
  init(_ path: String) throws(StoreError) {
    self.path = path
    Database.prepared
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
    let code = sqlite3_open_v2(path, &handle, flags, PageFileSystem.name)
    guard code == SQLITE_OK else { throw failure(code) }
  }

  /// Before SQLite is used at all: it need not count the memory that it takes, which costs a lock each time.
  static let prepared: Void = assay_sqlite_without_statistics()

  deinit {
    if let handle { sqlite3_close_v2(handle) }
  }

  /// Runs statements that give no rows.
  func run(_ sql: String) throws(StoreError) {
    let code = sqlite3_exec(handle, sql, nil, nil, nil)
    guard code == SQLITE_OK else { throw failure(code) }
  }

  /// Compiles one statement; it must be let go before the database is closed.
  func compiled(_ sql: String) throws(StoreError) -> OpaquePointer {
    var statement: OpaquePointer?
    let code = sqlite3_prepare_v3(
      handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil)
    guard code == SQLITE_OK, let statement else { throw failure(code) }
    return statement
  }

  /// Runs a statement that gives no rows, and makes it ready for the next values.
  func step(_ statement: OpaquePointer) throws(StoreError) {
    guard sqlite3_step(statement) == SQLITE_DONE else { throw failure(sqlite3_reset(statement)) }
    let code = sqlite3_reset(statement)
    guard code == SQLITE_OK else { throw failure(code) }
  }

  /// Closes the file; every statement has been let go.
  func close() throws(StoreError) {
    let code = sqlite3_close(handle)
    guard code == SQLITE_OK else { throw failure(code) }
    handle = nil
  }

  /// Returns the error of SQLite and the system for the call that gave `code`.
  func failure(_ code: Int32) -> StoreError {
    // At the end of a transaction SQLite forgets the system's number, and where the disk is full always.
    var systemError: Int32 = 0
    if let handle {
      sqlite3_file_control(handle, "main", SQLITE_FCNTL_LAST_ERRNO, &systemError)
      if systemError == 0 { systemError = sqlite3_system_errno(handle) }
    }
    if code & 0xFF == SQLITE_FULL { systemError = ENOSPC }
    let words = handle.flatMap { sqlite3_errmsg($0) } ?? sqlite3_errstr(code)
    return StoreError(
      path: path, code: code, systemError: systemError,
      message: words.map { String(cString: $0) } ?? "unknown error")
  }
}
