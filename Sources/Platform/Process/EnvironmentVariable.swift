import Glibc

/// What the environment of the program says.
package enum EnvironmentVariable {
  /// The value of a variable; nil where it is not set.
  package static func value(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }
}
