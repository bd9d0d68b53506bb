import Glibc

/// The processors of the machine.
package enum Processors {
  /// The number of processors of the machine, at least 1.
  package static let count: Int = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
}
