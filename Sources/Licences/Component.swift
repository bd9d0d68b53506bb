/// A part of the program with its own licence: a library, a runtime or shipped data.
package struct Component: Hashable, Sendable {
  package let name: String
  /// An SPDX licence expression.
  package let licence: String
  /// The purpose of the part in Assay, in a few words.
  package let use: String
  /// The place of its source code or data; nil for Assay itself.
  package let source: String?
  /// The names that the linker knows it by, as in `-lsqlite3`; none for data and for parts of libraries.
  package let linkNames: [String]
  /// The texts of its licence; several components may share one.
  package let texts: [LicenceText]
}
