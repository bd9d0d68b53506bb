import Glibc
import Synchronization

/// Ends the program cleanly when a signal asks for it: nothing half-written is left, and the program dies of
/// the signal, so that whoever sent it knows.
///
/// The signals are blocked in every thread and awaited by one of their own.
enum Interruption {
  private static let signals = [SIGINT, SIGTERM, SIGHUP]
  /// What to remove when a signal comes; the lock is held while outputs take their places.
  private static let temporary = Mutex<[String]>([])

  /// Starts to wait for signals; call it before any other thread starts.
  static func watch() {
    // A file that grows beyond the limit is an error of its write, not a signal.
    signal(SIGXFSZ, SIG_IGN)
    // A reader that goes away ends the program at its next write, not by a signal.
    signal(SIGPIPE, SIG_IGN)
    var set = set()
    pthread_sigmask(SIG_BLOCK, &set, nil)
    var thread = pthread_t()
    pthread_create(&thread, nil, { _ in Interruption.wait() }, nil)
  }

  /// Removes `path`, a file or a folder of files, should a signal come.
  static func onStop(remove path: String) {
    temporary.withLock { $0.append(path) }
  }

  /// Lets no signal come between the steps of `body`.
  static func uninterrupted(_ body: () throws -> Void) throws {
    let result = temporary.withLock { paths -> Result<Void, any Error> in
      let result = Result(catching: body)
      if case .success = result { paths = [] }
      return result
    }
    try result.get()
  }

  private static func set() -> sigset_t {
    var set = sigset_t()
    sigemptyset(&set)
    for signal in signals { sigaddset(&set, signal) }
    return set
  }

  private static func wait() -> UnsafeMutableRawPointer? {
    var set = set()
    var number: Int32 = 0
    while sigwait(&set, &number) != 0 {}
    temporary.withLock { paths in
      for path in paths { FileSystem.removeIfPossible(path) }
      Terminal.standardError.write("\nassay: stopped; nothing was changed\n")
      signal(number, SIG_DFL)
      var mine = sigset_t()
      sigemptyset(&mine)
      sigaddset(&mine, number)
      pthread_sigmask(SIG_UNBLOCK, &mine, nil)
      raise(number)
    }
    return nil
  }
}
