import Glibc

/// The environment variables of the program.
package enum EnvironmentVariable {
  /// The value of a variable; nil where it is not set.
  package static func value(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }
}
