import Ledger

/// A file of a workspace that a view of it shows.
package struct ViewFile: Hashable, Sendable {
  /// The path in the workspace.
  package let path: String
  /// The bytes from its beginning that are shown; nil shows all of it.
  package let length: Int64?
  /// Rows of a book that were recorded after it are left out; nil shows them.
  package let knownAt: Instant?

  /// - Parameters: see the members of these names.
  package init(_ path: String, length: Int64? = nil, knownAt: Instant? = nil) {
    self.path = path
    self.length = length
    self.knownAt = knownAt
  }
}
