import Glibc

enum Processors {
  /// How many processors the machine has, at least one.
  static let count: Int = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
}
