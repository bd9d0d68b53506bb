import CSystem
import Glibc

/// Another program that is run to its end, without a shell.
package struct ChildProcess {
  /// The path of the program.
  package let program: String

  /// Finds a program by its name in the folders of PATH; nil where none has it.
  package init?(named name: String) {
    let folders = EnvironmentVariable.value("PATH") ?? ""
    let paths = folders.split(separator: ":").map { $0 + "/" + name }
    guard let path = paths.first(where: { access($0, X_OK) == 0 }) else { return nil }
    program = path
  }

  /// Runs the program until it ends; what it says is thrown away.
  ///
  /// - Parameters:
  ///   - words: its arguments.
  ///   - input: the path of the file that it reads.
  /// - Returns: its exit status, or 128 and the number of the signal that ended it.
  package func run(
    _ words: [String], input: String = "/dev/null"
  ) throws(SystemError) -> Int32 {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, input, O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
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
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    var arguments: [UnsafeMutablePointer<CChar>?] = ([program] + words).map { strdup($0) } + [nil]
    defer { for word in arguments { free(word) } }
    var process = pid_t()
    let number = posix_spawn(
      &process, program, &actions, &attributes, &arguments, assay_environment())
    if number != 0 { throw SystemError(path: program, number: number) }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 {
      if errno != EINTR { throw SystemError(path: program, number: errno) }
    }
    let signal = status & 0x7F
    return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
  }
}
