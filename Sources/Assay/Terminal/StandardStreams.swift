import Glibc

/// Keeps the places of the standard streams.
enum StandardStreams {
  /// Holds each that whoever started us had closed by `/dev/null`, opened the wrong way round: to use it fails
  /// as before, and no file that is opened later takes its place.
  static func hold() {
    for (stream, mode) in [
      (STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_RDONLY),
    ] where fcntl(stream, F_GETFD) < 0 {
      // The lowest free place is taken, which is this one. Where that fails, it stays as it was.
      _ = open("/dev/null", mode)
    }
  }
}
