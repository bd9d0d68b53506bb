import Ledger

/// Calls `body` with a copy of `bytes` that has 64 bytes after it, as a block has; those bytes look
/// like the end of a record, so that a reader that takes them for its own is found out.
func withBlock<Result>(of bytes: [UInt8], _ body: (Bytes) throws -> Result) rethrows -> Result {
  try (bytes + Array(repeating: 0x0A, count: 64)).withUnsafeBufferPointer {
    try body(Bytes(rebasing: $0[0..<bytes.count]))
  }
}

extension [UInt8] {
  /// The bytes as text, for messages.
  var shown: String { String(decoding: self, as: UTF8.self).debugDescription }
}
