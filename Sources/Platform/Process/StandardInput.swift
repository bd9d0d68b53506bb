import Glibc

/// Standard input, whatever it is.
package enum StandardInput {
  /// Returns all of it.
  package static func contents() throws(SystemError) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(STDIN_FILENO, &chunk, chunk.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw SystemError(path: "/dev/stdin", number: errno) }
      if count == 0 { return bytes }
      bytes += chunk[..<count]
    }
  }
}
