/// The version of the program, as what it writes states it.
package enum Version {
  /// As in `assay 0.1.0`.
  package static let number = "0.1.0"
}
