import CSQLite
import Glibc

/// The SQLite file system that opens a `DatabasePageFile`: <https://sqlite.org/vfs.html>, 2026-11-21.
///
/// Journals, of which a database being made has none, and calls that do not concern a file are as on Linux.
enum PageFileSystem {
  /// Its name in SQLite.
  static let name: String = {
    let name = "assay-pages"
    let system = UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)
    system.initialize(to: linux.pointee)
    system.pointee.zName = UnsafePointer(strdup(name))
    system.pointee.szOsFile = max(system.pointee.szOsFile, Int32(MemoryLayout<Handle>.size))
    system.pointee.xOpen = { _, path, handle, flags, opened in
      if let path, flags & SQLITE_OPEN_MAIN_DB != 0 { return PageFileSystem.open(path, handle) }
      let linux = PageFileSystem.linux
      return linux.pointee.xOpen(linux, path, handle, flags, opened)
    }
    precondition(sqlite3_vfs_register(system, 0) == SQLITE_OK, "SQLite takes a file system")
    return name
  }()

  /// The files of Linux, without locks.
  private static var linux: UnsafeMutablePointer<sqlite3_vfs> {
    guard let linux = sqlite3_vfs_find("unix-none") else {
      preconditionFailure("SQLite has the file system without locks")
    }
    return linux
  }

  /// The data that SQLite keeps for an open file: its own part, then ours.
  private struct Handle {
    let base: sqlite3_file
    let file: Unmanaged<DatabasePageFile>
    let methods: UnsafeMutablePointer<sqlite3_io_methods>
  }

  private static func open(
    _ path: UnsafePointer<CChar>, _ handle: UnsafeMutablePointer<sqlite3_file>?
  ) -> Int32 {
    guard let handle else { preconditionFailure("SQLite has room for a file that it opens") }
    handle.pointee.pMethods = nil
    let reading = Glibc.open(path, O_RDONLY | O_CLOEXEC)
    if reading < 0 { return SQLITE_CANTOPEN }
    let writing = Glibc.open(path, O_WRONLY | O_CLOEXEC)
    if writing < 0 {
      let error = errno
      Glibc.close(reading)
      errno = error
      return SQLITE_CANTOPEN
    }
    let methods = UnsafeMutablePointer<sqlite3_io_methods>.allocate(capacity: 1)
    methods.initialize(to: PageFileSystem.methods)
    let file = DatabasePageFile(reading: reading, writing: writing)
    UnsafeMutableRawPointer(handle).initializeMemory(
      as: Handle.self,
      to: Handle(
        base: sqlite3_file(pMethods: methods), file: .passRetained(file), methods: methods))
    return SQLITE_OK
  }

  private static func close(_ handle: UnsafeMutablePointer<sqlite3_file>?) -> Int32 {
    let handle = whole(handle)
    handle.pointee.file.release()
    handle.pointee.methods.deallocate()
    return SQLITE_OK
  }

  private static func whole(
    _ handle: UnsafeMutablePointer<sqlite3_file>?
  ) -> UnsafeMutablePointer<Handle> {
    guard let handle else { preconditionFailure("SQLite passes a file that it opened") }
    return UnsafeMutableRawPointer(handle).assumingMemoryBound(to: Handle.self)
  }

  private static func file(_ handle: UnsafeMutablePointer<sqlite3_file>?) -> DatabasePageFile {
    whole(handle).pointee.file.takeUnretainedValue()
  }

  private static var methods: sqlite3_io_methods {
    var methods = sqlite3_io_methods()
    methods.iVersion = 1
    methods.xClose = { PageFileSystem.close($0) }
    methods.xRead = { handle, bytes, count, offset in
      guard let bytes else { return SQLITE_MISUSE }
      return PageFileSystem.file(handle).read(bytes, Int(count), at: Int(offset))
    }
    methods.xWrite = { handle, bytes, count, offset in
      guard let bytes else { return SQLITE_MISUSE }
      return PageFileSystem.file(handle).write(bytes, Int(count), at: Int(offset))
    }
    methods.xTruncate = { PageFileSystem.file($0).truncate(to: Int($1)) }
    methods.xSync = { handle, _ in PageFileSystem.file(handle).flush() }
    methods.xFileSize = { handle, size in
      guard let size else { return SQLITE_MISUSE }
      return PageFileSystem.file(handle).size(&size.pointee)
    }
    methods.xLock = { _, _ in SQLITE_OK }
    methods.xUnlock = { _, _ in SQLITE_OK }
    methods.xCheckReservedLock = { _, isLocked in
      isLocked?.pointee = 0
      return SQLITE_OK
    }
    methods.xFileControl = { handle, operation, answer in
      switch operation {
      // The end of a transaction, also of one that does not wait for the disk: the last place to tell of an error.
      case SQLITE_FCNTL_SYNC: return PageFileSystem.file(handle).flush()
      case SQLITE_FCNTL_LAST_ERRNO:
        answer?.storeBytes(of: PageFileSystem.file(handle).systemError, as: Int32.self)
        return SQLITE_OK
      default: return SQLITE_NOTFOUND
      }
    }
    methods.xSectorSize = { _ in 4096 }
    methods.xDeviceCharacteristics = { _ in 0 }
    return methods
  }
}
