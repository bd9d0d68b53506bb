import CSystem
import Glibc

/// An open file that is written past the cache of the system, as long as it allows that.
///
/// What is flushed to the disk in the end need not be copied into memory that others may need. Whoever writes waits for the
/// disk. Its functions return 0 or the number of the system's error.
package struct DirectFile {
  private let descriptor: Int32
  private var isDirect: Bool

  /// - Parameter directly: false goes through the cache.
  package init(_ descriptor: Int32, directly: Bool) {
    self.descriptor = descriptor
    isDirect = directly && assay_write_directly(descriptor, 1) == 0
  }

  /// Writes all of `bytes` at `offset`, or at the position of the file if there is none.
  ///
  /// Past the cache go only bytes that are aligned to pages, in memory and in the file.
  package mutating func write(_ bytes: UnsafeRawBufferPointer, at offset: Int? = nil) -> Int32 {
    var done = 0
    while done < bytes.count {
      let rest = UnsafeRawBufferPointer(rebasing: bytes[done...])
      let more =
        if let offset {
          pwrite(descriptor, rest.baseAddress, rest.count, offset + done)
        } else { Glibc.write(descriptor, rest.baseAddress, rest.count) }
      if more == 0 { return EIO }
      if more < 0 {
        if errno == EINTR { continue }
        // Some file systems take the wish and then refuse.
        guard errno == EINVAL, isDirect else { return errno }
      } else {
        done += more
        // What follows a part is no longer aligned.
        if done == bytes.count { break }
      }
      let error = writeThroughCache()
      if error != 0 { return error }
    }
    return 0
  }

  /// Goes through the cache from now on.
  package mutating func writeThroughCache() -> Int32 {
    guard isDirect else { return 0 }
    isDirect = false
    return assay_write_directly(descriptor, 0) == 0 ? 0 : errno
  }
}
