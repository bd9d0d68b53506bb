import Glibc
import Ledger
import Synchronization

/// Ends the program cleanly when a signal asks for it: nothing half-written is left, and the program dies of
/// the signal, so that whoever sent it knows.
///
/// The signals are blocked in every thread and awaited by one of their own.
package enum Interruption {
  private static let signals = [SIGINT, SIGQUIT, SIGTERM, SIGHUP]
  /// The signal that has come, of which the program is about to die; 0 when none has.
  private static let stopping = Atomic<Int32>(0)
  /// The progress of the outputs; the lock is held while they take their places.
  private static let state = Mutex(State())

  private struct State {
    /// The paths to remove when a signal comes.
    var temporary: [String] = []
    /// The folders to remove when a signal comes, whatever was written meanwhile.
    var lasting: [String] = []
    /// True if outputs are removed at the end, so that no message names them.
    var isScratch = false
    /// The outputs that are in place.
    var written: [Written] = []
    /// The outputs that are not yet in place.
    var expected: [Written] = []
  }

  /// The outputs that a command may have put in place when it ends early.
  package enum Written: String {
    case files = "every file"
    case decision = "the decision"
    case proposal = "the proposal"
    case workspace = "the workspace"
  }

  /// Starts to wait for signals; call it before any other thread starts.
  package static func watch() throws(NoThread) {
    // A file that grows beyond the limit is an error of its write, not a signal.
    signal(SIGXFSZ, SIG_IGN)
    // A reader that goes away ends the program at its next write, not by a signal.
    signal(SIGPIPE, SIG_IGN)
    var set = set()
    pthread_sigmask(SIG_BLOCK, &set, nil)
    var thread = pthread_t()
    let number = pthread_create(&thread, nil, { _ in Interruption.wait() }, nil)
    if number != 0 { throw NoThread(number: number) }
  }

  /// Lets a signal that has come finish the program, before an error that it caused is reported.
  package static func giveWay() {
    while stopping.load(ordering: .sequentiallyConsistent) != 0 { pause() }
  }

  /// The text for the outputs in place; nil if there are none.
  ///
  /// An example is `every file has been written`.
  package static var writtenInWords: String? {
    state.withLock { words(for: $0, one: "has", several: "have") }
  }

  private static func words(for state: State, one: String, several: String) -> String? {
    func words(_ what: [Written], _ ending: String) -> String {
      what.map(\.rawValue).joined(separator: " and ") + " \(what.count == 1 ? one : several) "
        + ending
    }
    if state.written.isEmpty || state.isScratch { return nil }
    let missing = state.expected.isEmpty ? "" : ", " + words(state.expected, "not")
    return words(state.written, "been written") + missing
  }

  /// Says that `written` is still to take its place once something else is in its own.
  package static func expect(_ written: Written) { state.withLock { $0.expected.append(written) } }

  /// Says that whatever is written from now on is removed at the end, so that nothing is changed.
  package static func writeScratchOnly() { state.withLock { $0.isScratch = true } }

  /// Removes `path`, a file or a folder of files, should a signal come.
  package static func onStop(remove path: String) {
    state.withLock { $0.temporary.append(path) }
  }

  /// Removes the folder `path` should a signal come, until `forget` is called with it.
  package static func onStop(removeLasting path: String) {
    state.withLock { $0.lasting.append(path) }
  }

  /// Leaves the folder `path` alone should a signal come.
  package static func forget(_ path: String) {
    state.withLock { $0.lasting.removeAll { $0 == path } }
  }

  /// Lets no signal come between the steps of `body`.
  ///
  /// When it has succeeded, `written` is in its place and nothing is left to be removed.
  package static func uninterrupted<Value>(
    writing written: Written, _ body: () throws -> Value
  ) throws -> Value {
    try state.withLock { state in
      let value = try body()
      state.temporary = []
      state.expected.removeAll { $0 == written }
      if !state.written.contains(written) { state.written.append(written) }
      return value
    }
  }

  private static func set() -> sigset_t {
    var set = sigset_t()
    sigemptyset(&set)
    // What whoever started us had ignored, as nohup does with SIGHUP, stays ignored.
    for signal in signals where !isIgnored(signal) { sigaddset(&set, signal) }
    return set
  }

  private static func isIgnored(_ signal: Int32) -> Bool {
    var action = sigaction()
    guard sigaction(signal, nil, &action) == 0 else { return false }
    return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1
  }

  private static func wait() -> UnsafeMutableRawPointer? {
    var set = set()
    var number: Int32 = 0
    while sigwait(&set, &number) != 0 {}
    stopping.store(number, ordering: .sequentiallyConsistent)
    state.withLock { state in
      // While there is something to remove no command can end well, so that nothing else is left to be said.
      let all = state.temporary + state.lasting
      let stream = all.isEmpty ? STDERR_FILENO : StandardStreams.errorAlone()
      for path in all { remove(path) }
      let outcome = words(for: state, one: "had", several: "had") ?? "nothing changed"
      // Where nobody reads, as from a full pipe or a stopped terminal, the words wait for ever.
      var thread = pthread_t()
      pthread_create(&thread, nil, { _ in Interruption.dieSoon() }, nil)
      StandardStreams.send("\nassay: stopped; \(outcome)\n", to: stream)
      die()
    }
    return nil
  }

  /// Removes `path` while others may still write into it, until they find it gone.
  private static func remove(_ path: String) {
    for _ in 0..<100 {
      if FileSystem.removeIfPossible(path) { return }
      usleep(1_000)
    }
  }

  private static func dieSoon() -> UnsafeMutableRawPointer? {
    usleep(500_000)
    die()
    return nil
  }

  private static func die() {
    let number = stopping.load(ordering: .sequentiallyConsistent)
    signal(number, SIG_DFL)
    var mine = sigset_t()
    sigemptyset(&mine)
    sigaddset(&mine, number)
    pthread_sigmask(SIG_UNBLOCK, &mine, nil)
    raise(number)
  }
}

/// The system gives the program no thread, or too few.
package struct NoThread: FailureError, Hashable {
  /// The number of the error of the system.
  package let number: Int32

  package var finding: Finding {
    SystemError.finding(
      reason: "cannot start a thread: \(FileSystem.reason(number))",
      help: "allow this user more processes: ulimit -u 256")
  }
}
