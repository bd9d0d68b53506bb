import CSystem
import Glibc

/// The program by which the desktop opens a file, if this session has a desktop.
package struct Desktop {
  /// The path of the program.
  package let opener: String

  /// Nil without a desktop, and without the program.
  package init?() {
    #if os(macOS)
      let name = "open"
    #else
      let name = "xdg-open"
      let displays = ["DISPLAY", "WAYLAND_DISPLAY"].compactMap(EnvironmentVariable.value)
      guard displays.contains(where: { !$0.isEmpty }) else { return nil }
    #endif
    let folders = EnvironmentVariable.value("PATH") ?? ""
    let paths = folders.split(separator: ":").map { $0 + "/" + name }
    guard let path = paths.first(where: Desktop.isProgram) else { return nil }
    opener = path
  }

  /// An opener that did not start, or that ended with an error.
  package enum Failure: Error, Hashable {
    case notStarted(Int32)
    case ended(status: Int32)
  }

  /// Opens a file; the program runs on by itself, without our streams and apart from our terminal's signals.
  ///
  /// An opener that fails usually does so at once: failures within a second are reported.
  package func open(_ path: String) throws(Failure) {
    let process = try start(path)
    for _ in 0..<100 {
      var status: Int32 = 0
      let ended = waitpid(process, &status, WNOHANG)
      if ended == process {
        let (code, signal) = ((status >> 8) & 0xFF, status & 0x7F)
        if code != 0 || signal != 0 { throw .ended(status: signal == 0 ? code : 128 + signal) }
        return
      }
      if ended < 0 && errno != EINTR { return }
      usleep(10_000)
    }
  }

  private func start(_ path: String) throws(Failure) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (stream, mode) in [
      (STDIN_FILENO, O_RDONLY), (STDOUT_FILENO, O_WRONLY), (STDERR_FILENO, O_WRONLY),
    ] {
      posix_spawn_file_actions_addopen(&actions, stream, "/dev/null", mode, 0)
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // The signals that this program awaits or ignores are those of a new program again.
    var (none, usual) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    sigemptyset(&usual)
    for signal in [SIGPIPE, SIGXFSZ] { sigaddset(&usual, signal) }
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &usual)
    posix_spawnattr_setpgroup(&attributes, 0)
    let flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP
    posix_spawnattr_setflags(&attributes, Int16(flags))
    var words: [UnsafeMutablePointer<CChar>?] = [strdup(opener), strdup(path), nil]
    defer { for word in words { free(word) } }
    var process = pid_t()
    let number = posix_spawn(
      &process, opener, &actions, &attributes, &words, assay_environment())
    if number != 0 { throw .notStarted(number) }
    return process
  }

  private static func isProgram(_ path: String) -> Bool {
    do throws(SystemError) {
      guard case .file? = try FileSystem.kind(of: path) else { return false }
      return access(path, X_OK) == 0
    } catch { return false }
  }
}
