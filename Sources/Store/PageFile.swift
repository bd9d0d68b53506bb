import CSQLite
import Glibc

/// The file of a database being made, as SQLite writes it: pages that follow one another are gathered, and go to the disk
/// a mebibyte at a time, past the cache of the system.
///
/// The file is flushed to the disk in the end, so a copy of it in memory that others may need would be for nothing. There
/// are no locks, as nobody else knows the file yet. Each function returns the code that SQLite expects and leaves the reason
/// of an error in `errno`.
final class PageFile {
  private let reading: Int32
  private let writing: Int32
  private var direct: DirectFile
  /// Pages to be written, aligned as whatever is written past the cache has to be.
  private let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 4096)
  /// Where the pages belong in the file.
  private var start = 0
  /// How many bytes they are.
  private var count = 0

  /// Takes two descriptors of the same file, which it closes.
  init(reading: Int32, writing: Int32) {
    self.reading = reading
    self.writing = writing
    direct = DirectFile(writing, directly: true)
  }

  deinit {
    close(reading)
    close(writing)
    block.deallocate()
  }

  /// Reads; what lies behind the end is zero.
  func read(_ bytes: UnsafeMutableRawPointer, _ count: Int, at offset: Int) -> Int32 {
    if offset < start + self.count && start < offset + count {
      let code = flush()
      if code != SQLITE_OK { return code }
    }
    var done = 0
    while done < count {
      let more = pread(reading, bytes + done, count - done, offset + done)
      if more < 0 && errno == EINTR { continue }
      if more < 0 { return assay_sqlite_read_error }
      if more == 0 {
        memset(bytes + done, 0, count - done)
        return assay_sqlite_short_read
      }
      done += more
    }
    return SQLITE_OK
  }

  /// Takes bytes, and writes those before them where they do not follow, or fill the block.
  func write(_ bytes: UnsafeRawPointer, _ count: Int, at offset: Int) -> Int32 {
    if offset != start + self.count || self.count + count > block.count {
      let code = flush()
      if code != SQLITE_OK { return code }
      start = offset
    }
    UnsafeMutableRawBufferPointer(rebasing: block[self.count...]).copyMemory(
      from: UnsafeRawBufferPointer(start: bytes, count: count))
    self.count += count
    return SQLITE_OK
  }

  /// Writes what was taken, which is kept where that fails.
  func flush() -> Int32 {
    let error = direct.write(UnsafeRawBufferPointer(rebasing: block[..<count]), at: start)
    guard error == 0 else {
      errno = error
      return error == ENOSPC ? SQLITE_FULL : assay_sqlite_write_error
    }
    (start, count) = (start + count, 0)
    return SQLITE_OK
  }

  /// Makes the file as long as that.
  func truncate(to size: Int) -> Int32 {
    let code = flush()
    if code != SQLITE_OK { return code }
    return ftruncate(writing, size) == 0 ? SQLITE_OK : assay_sqlite_truncate_error
  }

  /// Tells how long the file is.
  func size(_ size: inout Int64) -> Int32 {
    var status = stat()
    guard fstat(reading, &status) == 0 else { return assay_sqlite_size_error }
    size = Int64(count == 0 ? status.st_size : max(status.st_size, start + count))
    return SQLITE_OK
  }
}
