import CSQLite
import Glibc
import Platform

/// The file of a database being made, as SQLite writes it: pages wait at their places in a window of the file, and go to the
/// disk past the cache of the system, a block of the window or what of it is there at once.
///
/// SQLite lets a page go when others were used since, so those of tables that grow together come in nearly the order of the
/// file, but not quite. The file is flushed to the disk in the end, so a copy of it in memory that others may need would be
/// for nothing. There are no locks, as no other program knows the file yet. Each function returns the code that SQLite expects
/// and leaves the reason of an error in `errno`; after the first one nothing is written any more, and each flush tells of it.
final class DatabasePageFile {
  private let reading: Int32
  private let writing: Int32
  private var direct: DirectFile
  private let window = UnsafeMutableRawBufferPointer.allocate(
    byteCount: DatabasePageFile.windowBytes, alignment: DatabasePageFile.unit)
  /// Which units of the window wait to be written.
  private var waits = [Bool](
    repeating: false, count: DatabasePageFile.windowBytes / DatabasePageFile.unit)
  /// The start of the window in the file; it only moves on, by whole blocks.
  private var start = 0
  /// The end of the file after all waiting writes.
  private var end = 0
  /// The first error: the SQL text, and the system's number of it.
  private var failure: (code: Int32, systemError: Int32)?

  /// The alignment of writes past the cache, in memory and in the file.
  private static let unit = 4096
  /// By how much the window moves on; no page is as large.
  private static let blockBytes = 1 << 20
  private static let windowBytes = 4 * blockBytes

  /// Takes two descriptors of the same file, which it closes.
  init(reading: Int32, writing: Int32) {
    self.reading = reading
    self.writing = writing
    direct = DirectFile(writing, directly: true)
  }

  deinit {
    close(reading)
    close(writing)
    window.deallocate()
  }

  /// The system's number of the first error; 0 where there was none.
  var systemError: Int32 { failure?.systemError ?? 0 }

  /// Reads; bytes after the end are zero.
  func read(_ bytes: UnsafeMutableRawPointer, _ count: Int, at offset: Int) -> Int32 {
    let units = offset / DatabasePageFile.unit...(offset + count - 1) / DatabasePageFile.unit
    let waiting = units.count(where: unitWaits)
    let place = DatabasePageFile.place(of: offset)
    if waiting == units.count && place + count <= DatabasePageFile.windowBytes {
      UnsafeMutableRawBufferPointer(start: bytes, count: count).copyMemory(
        from: UnsafeRawBufferPointer(rebasing: window[place..<place + count]))
      return SQLITE_OK
    }
    if waiting > 0 {
      let code = flush()
      if code != SQLITE_OK { return code }
    }
    var done = 0
    while done < count {
      let more = pread(reading, bytes + done, count - done, offset + done)
      if more < 0 && errno == EINTR { continue }
      if more < 0 { return fail(assay_sqlite_read_error, errno) }
      if more == 0 {
        memset(bytes + done, 0, count - done)
        return offset + count <= end ? SQLITE_OK : assay_sqlite_short_read
      }
      done += more
    }
    return SQLITE_OK
  }

  /// Takes whole units from the window's start on, and moves it on where they lie after it; writes anything else at once.
  func write(_ bytes: UnsafeRawPointer, _ count: Int, at offset: Int) -> Int32 {
    precondition(count < DatabasePageFile.blockBytes, "SQLite writes pages, of at most 64 KiB")
    let bytes = UnsafeRawBufferPointer(start: bytes, count: count)
    guard offset >= start, (offset | count) % DatabasePageFile.unit == 0 else {
      return writeAlone(bytes, at: offset)
    }
    while offset + count > start + DatabasePageFile.windowBytes {
      let code = writeWaiting(upTo: start + DatabasePageFile.blockBytes)
      if code != SQLITE_OK { return code }
      start += DatabasePageFile.blockBytes
    }
    for unit in stride(from: 0, to: count, by: DatabasePageFile.unit) {
      let place = DatabasePageFile.place(of: offset + unit)
      UnsafeMutableRawBufferPointer(rebasing: window[place...]).copyMemory(
        from: UnsafeRawBufferPointer(rebasing: bytes[unit..<unit + DatabasePageFile.unit]))
      waits[place / DatabasePageFile.unit] = true
    }
    end = max(end, offset + count)
    return SQLITE_OK
  }

  /// Writes what waits.
  func flush() -> Int32 { earlierFailure() ?? writeWaiting(upTo: end) }

  /// Makes the file as long as that.
  func truncate(to size: Int) -> Int32 {
    let code = flush()
    if code != SQLITE_OK { return code }
    guard ftruncate(writing, size) == 0 else { return fail(assay_sqlite_truncate_error, errno) }
    end = min(end, size)
    return SQLITE_OK
  }

  /// Tells how long the file is.
  func size(_ size: inout Int64) -> Int32 {
    var status = stat()
    guard fstat(reading, &status) == 0 else { return fail(assay_sqlite_size_error, errno) }
    size = max(Int64(status.st_size), Int64(end))
    return SQLITE_OK
  }

  /// Returns the position of a byte of the file in the window's memory.
  private static func place(of offset: Int) -> Int { offset % windowBytes }

  private func unitWaits(_ unit: Int) -> Bool {
    let offset = unit * DatabasePageFile.unit
    return offset >= start && offset < start + DatabasePageFile.windowBytes
      && waits[DatabasePageFile.place(of: offset) / DatabasePageFile.unit]
  }

  /// Writes what waits before `limit`, each unbroken stretch at once.
  private func writeWaiting(upTo limit: Int) -> Int32 {
    var offset = start
    while offset < limit {
      let first = DatabasePageFile.place(of: offset) / DatabasePageFile.unit
      // No stretch goes on from the end of the window's memory to its beginning.
      let most = min(waits.count, first + (limit - offset) / DatabasePageFile.unit)
      var last = first
      while last < most && waits[last] { last += 1 }
      if last == first {
        offset += DatabasePageFile.unit
        continue
      }
      let stretch = window[first * DatabasePageFile.unit..<last * DatabasePageFile.unit]
      let code = put(UnsafeRawBufferPointer(rebasing: stretch), at: offset)
      if code != SQLITE_OK { return code }
      for unit in first..<last { waits[unit] = false }
      offset += stretch.count
    }
    return SQLITE_OK
  }

  /// Writes what is before the window, or is not whole, from memory that is aligned.
  private func writeAlone(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> Int32 {
    if offset + bytes.count > start {
      let code = flush()
      if code != SQLITE_OK { return code }
    }
    let aligned = UnsafeMutableRawBufferPointer.allocate(
      byteCount: bytes.count, alignment: DatabasePageFile.unit)
    defer { aligned.deallocate() }
    aligned.copyMemory(from: bytes)
    let code = put(UnsafeRawBufferPointer(aligned), at: offset)
    if code == SQLITE_OK { end = max(end, offset + bytes.count) }
    return code
  }

  private func put(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> Int32 {
    if let code = earlierFailure() { return code }
    let error = direct.write(bytes, at: offset)
    if error == 0 { return SQLITE_OK }
    return fail(error == ENOSPC ? SQLITE_FULL : assay_sqlite_write_error, error)
  }

  /// Returns the code of the first error, with its reason in `errno` again; nil where there was none.
  private func earlierFailure() -> Int32? {
    guard let failure else { return nil }
    errno = failure.systemError
    return failure.code
  }

  private func fail(_ code: Int32, _ systemError: Int32) -> Int32 {
    if failure == nil { failure = (code, systemError) }
    errno = systemError
    return code
  }
}
