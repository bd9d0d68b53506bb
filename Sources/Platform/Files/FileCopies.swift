import Glibc

/// Copies of files, which take the disk's space anew.
extension FileSystem {
  /// Writes the first `count` bytes of the file at `path` into a new file, or all of a shorter one.
  package static func copyBeginning(
    of path: String, count: Int64, to copy: String
  ) throws(SystemError) {
    try self.copy([0..<count], of: path, to: copy)
  }

  /// Writes ranges of the bytes of the file at `path` into a new file, one after another, each as far as the file goes.
  package static func copy(
    _ ranges: [Range<Int64>], of path: String, to copy: String
  ) throws(SystemError) {
    let file = try OpenFile(path)
    let descriptor = open(copy, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw SystemError(path: copy, number: errno) }
    defer { close(descriptor) }
    let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
    defer { chunk.deallocate() }
    for range in ranges {
      var at = range.lowerBound
      while at < range.upperBound {
        let wanted = Int(min(Int64(chunk.count), range.upperBound - at))
        let found = try file.read(into: .init(rebasing: chunk[..<wanted]), at: at)
        try write(
          .init(rebasing: UnsafeRawBufferPointer(chunk)[..<found]), to: descriptor, at: copy)
        at += Int64(found)
        if found < wanted { break }
      }
    }
  }

  /// Writes `bytes` into a new file.
  package static func write(_ bytes: [UInt8], toNew path: String) throws(SystemError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw SystemError(path: path, number: errno) }
    defer { close(descriptor) }
    let done = bytes.withUnsafeBytes { buffer in
      Result { () throws(SystemError) in try write(buffer, to: descriptor, at: path) }
    }
    try done.get()
  }

  private static func write(
    _ bytes: UnsafeRawBufferPointer, to descriptor: Int32, at path: String
  ) throws(SystemError) {
    var done = 0
    while done < bytes.count {
      let count = Glibc.write(descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw SystemError(path: path, number: errno) }
      done += count
    }
  }
}

extension FileSystem {
  /// Returns the number of lines in the first `count` bytes of the file at `path`; the last may have no end.
  package static func lineCount(of path: String, count: Int64) throws(SystemError) -> Int64 {
    let file = try OpenFile(path)
    let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
    defer { chunk.deallocate() }
    var (at, ends): (Int64, Int64) = (0, 0)
    var last: UInt8 = 0x0A
    while at < count {
      let wanted = Int(min(Int64(chunk.count), count - at))
      let found = try file.read(into: .init(rebasing: chunk[..<wanted]), at: at)
      guard found > 0 else { break }
      for byte in chunk[..<found] where byte == 0x0A { ends += 1 }
      last = chunk[found - 1]
      at += Int64(found)
    }
    return last == 0x0A ? ends : ends + 1
  }
}
