import CSQLite
import Glibc

/// The file of a database being made, as SQLite writes it: pages are gathered where they belong in a window of the file, and
/// go to the disk a mebibyte at a time, past the cache of the system.
///
/// SQLite lets a page go when others were used since, so those of tables that grow together come in nearly the order of the
/// file, but not quite. The file is flushed to the disk in the end, so a copy of it in memory that others may need would be
/// for nothing. There are no locks, as nobody else knows the file yet. Each function returns the code that SQLite expects
/// and leaves the reason of an error in `errno`.
final class PageFile {
  private let reading: Int32
  private let writing: Int32
  private var direct: DirectFile
  /// The window: a byte of the file lies at the rest of its offset by the window's size.
  private let window = UnsafeMutableRawBufferPointer.allocate(
    byteCount: PageFile.windowBytes, alignment: PageFile.unit)
  /// Which units of the window are to be written.
  private var taken = [Bool](repeating: false, count: PageFile.windowBytes / PageFile.unit)
  /// Where the window begins in the file, at a whole block.
  private var start = 0
  /// Where what was taken ends in the file.
  private var end = 0

  /// What is written past the cache is aligned to so many bytes, in memory and in the file.
  private static let unit = 4096
  /// How much is written at once.
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

  /// Reads; what lies behind the end is zero.
  func read(_ bytes: UnsafeMutableRawPointer, _ count: Int, at offset: Int) -> Int32 {
    let units = offset / PageFile.unit...(offset + count - 1) / PageFile.unit
    let waiting = units.count(where: isTaken)
    let place = offset % PageFile.windowBytes
    if waiting == units.count && place + count <= PageFile.windowBytes {
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
      if more < 0 { return assay_sqlite_read_error }
      if more == 0 {
        memset(bytes + done, 0, count - done)
        return offset + count <= end ? SQLITE_OK : assay_sqlite_short_read
      }
      done += more
    }
    return SQLITE_OK
  }

  private func isTaken(unit: Int) -> Bool {
    let offset = unit * PageFile.unit
    return offset >= start && offset < start + PageFile.windowBytes
      && taken[offset % PageFile.windowBytes / PageFile.unit]
  }

  /// Takes whole units, for which the window moves on where they lie behind it; writes at once what is not whole, or lies before
  /// the window.
  func write(_ bytes: UnsafeRawPointer, _ count: Int, at offset: Int) -> Int32 {
    let bytes = UnsafeRawBufferPointer(start: bytes, count: count)
    guard offset >= start, (offset | count) % PageFile.unit == 0 else {
      return writeAlone(bytes, at: offset)
    }
    while offset + count > start + PageFile.windowBytes {
      let code = writeTaken(before: start + PageFile.blockBytes)
      if code != SQLITE_OK { return code }
      start += PageFile.blockBytes
    }
    for unit in stride(from: 0, to: count, by: PageFile.unit) {
      let place = (offset + unit) % PageFile.windowBytes
      UnsafeMutableRawBufferPointer(rebasing: window[place...]).copyMemory(
        from: UnsafeRawBufferPointer(rebasing: bytes[unit..<unit + PageFile.unit]))
      taken[place / PageFile.unit] = true
    }
    end = max(end, offset + count)
    return SQLITE_OK
  }

  /// Writes what was taken, which is kept where that fails.
  func flush() -> Int32 { writeTaken(before: end) }

  /// Writes what the window has before an offset, each stretch of it at once.
  private func writeTaken(before end: Int) -> Int32 {
    var offset = start
    while offset < end {
      let first = offset % PageFile.windowBytes / PageFile.unit
      // No stretch goes on from the end of the window's memory to its beginning.
      let most = min(taken.count, first + (end - offset) / PageFile.unit)
      var last = first
      while last < most && taken[last] { last += 1 }
      if last == first {
        offset += PageFile.unit
        continue
      }
      let stretch = window[first * PageFile.unit..<last * PageFile.unit]
      let code = write(UnsafeRawBufferPointer(rebasing: stretch), at: offset)
      if code != SQLITE_OK { return code }
      for unit in first..<last { taken[unit] = false }
      offset += stretch.count
    }
    return SQLITE_OK
  }

  private func writeAlone(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> Int32 {
    if offset + bytes.count > start {
      let code = flush()
      if code != SQLITE_OK { return code }
    }
    let aligned = UnsafeMutableRawBufferPointer.allocate(
      byteCount: bytes.count, alignment: PageFile.unit)
    defer { aligned.deallocate() }
    aligned.copyMemory(from: bytes)
    end = max(end, offset + bytes.count)
    return write(UnsafeRawBufferPointer(aligned), at: offset)
  }

  private func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> Int32 {
    let error = direct.write(bytes, at: offset)
    guard error == 0 else {
      errno = error
      return error == ENOSPC ? SQLITE_FULL : assay_sqlite_write_error
    }
    return SQLITE_OK
  }

  /// Makes the file as long as that.
  func truncate(to size: Int) -> Int32 {
    let code = flush()
    if code != SQLITE_OK { return code }
    guard ftruncate(writing, size) == 0 else { return assay_sqlite_truncate_error }
    end = min(end, size)
    return SQLITE_OK
  }

  /// Tells how long the file is.
  func size(_ size: inout Int64) -> Int32 {
    var status = stat()
    guard fstat(reading, &status) == 0 else { return assay_sqlite_size_error }
    size = max(Int64(status.st_size), Int64(end))
    return SQLITE_OK
  }
}
