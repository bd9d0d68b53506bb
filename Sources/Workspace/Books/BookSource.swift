/// A book as it stood in its file when it was read.
package struct BookSource: Sendable {
  /// The path in the workspace.
  package let path: String
  package let bytes: [UInt8]
}
