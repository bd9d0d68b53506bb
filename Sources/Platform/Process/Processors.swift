import Glibc

/// The processors of the machine.
package enum Processors {
  /// How many processors the machine has, at least one.
  package static let count: Int = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
}
