import CSystem
import Glibc
import Synchronization

/// A file without a name for what memory is not to hold, which is gone when the program ends, however it does.
///
/// Sending it between threads is safe: each writes a part of its own, and a part is read after it was written.
package final class TemporarySpillFile: Sendable {
  private let descriptor: Int32
  private let end = Atomic<Int64>(0)

  /// Opens one in the first of some folders that can have it; nil where none can, so that memory must do.
  package init?(in folders: [String]) {
    for folder in folders {
      let found = assay_open_scratch(folder)
      if found >= 0 {
        descriptor = found
        return
      }
    }
    return nil
  }

  deinit { close(descriptor) }

  /// Appends bytes; returns where they begin, or nil where the disk does not take them.
  package func append(_ bytes: [UInt8]) -> Int64? {
    let start = end.wrappingAdd(Int64(bytes.count), ordering: .relaxed).oldValue
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes {
        pwrite(
          descriptor, $0.baseAddress.map { $0 + done }, bytes.count - done, off_t(start) + done)
      }
      if count <= 0 {
        if count < 0 && errno == EINTR { continue }
        return nil
      }
      done += count
    }
    return start
  }

  /// Returns up to `count` bytes from a place on.
  ///
  /// What the system took and does not give back any more is lost with everything that follows from it: the program
  /// says so and ends, as if it had been killed.
  package func read(_ count: Int, at start: Int64) -> [UInt8] {
    var done = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while done < count {
        let number = pread(
          descriptor, buffer.baseAddress.map { $0 + done }, count - done, off_t(start) + done)
        if number == 0 { break }
        if number < 0 {
          if errno == EINTR { continue }
          TemporarySpillFile.end(errno)
        }
        done += number
      }
      filled = done
    }
    return bytes
  }

  private static func end(_ number: Int32) -> Never {
    let reason = SystemError(path: "", number: number).reason
    StandardStreams.send(
      "assay: error: [io] Assay cannot read a temporary file back: \(reason); nothing changed\n",
      to: STDERR_FILENO)
    exit(1)
  }
}
