import Glibc

/// Keeps the places of the standard streams.
package enum StandardStreams {
  /// Holds each that whoever started us had closed by `/dev/null`, opened the wrong way round: to use it fails
  /// as before, and no file that is opened later takes its place.
  package static func hold() {
    for (stream, mode) in [
      (STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_RDONLY),
    ] where fcntl(stream, F_GETFD) < 0 {
      // The lowest free place is taken, which is this one. Where that fails, it stays as it was.
      _ = open("/dev/null", mode)
    }
  }

  /// Standard error for the caller alone: what anybody else writes to it from now on, as libraries do, is not seen.
  ///
  /// Where the system has no descriptors left, it is shared as before.
  static func errorAlone() -> Int32 {
    let alone = dup(STDERR_FILENO)
    let nothing = open("/dev/null", O_WRONLY)
    guard alone >= 0, nothing >= 0, dup2(nothing, STDERR_FILENO) >= 0 else { return STDERR_FILENO }
    return alone
  }

  /// Writes all of `text` to an open file, and returns the number of the system's error, or 0.
  @discardableResult
  package static func send(_ text: String, to descriptor: Int32) -> Int32 {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      if count < 0 { return errno }
      bytes = bytes.dropFirst(count)
    }
    return 0
  }
}
