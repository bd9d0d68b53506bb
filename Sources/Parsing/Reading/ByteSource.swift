/// A file, as its caller gives it: a path, and a way to read its bytes from the start as often as needed.
package struct ByteSource: Sendable {
  /// The path in the workspace.
  package let path: String
  /// Begins anew; bytes are those of the file without gzip.
  package let open: @Sendable () throws(ReadFault) -> ReadNext

  package init(path: String, open: @escaping @Sendable () throws(ReadFault) -> ReadNext) {
    self.path = path
    self.open = open
  }

  /// Makes the source of bytes that are in memory.
  package init(path: String, bytes: [UInt8]) {
    self.init(path: path) { ReadBytes.once(bytes) }
  }
}
