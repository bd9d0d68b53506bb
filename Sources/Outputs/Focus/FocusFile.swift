import Ledger

/// The text of a FOCUS file, passed on in chunks of about 256 KiB.
struct FocusFile: ~Copyable {
  private var text = ByteBuilder(capacity: chunkBytes + 4 * 1024)

  private static let chunkBytes = 256 * 1024

  /// Starts with the header.
  init() {
    text.put(FocusColumn.allCases.map(\.rawValue).joined(separator: ",") + "\n")
  }

  /// Puts a line.
  mutating func put(
    _ pattern: FocusPattern, _ figures: FocusFigures,
    _ sink: (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    pattern.put(figures, into: &text)
    if text.count >= FocusFile.chunkBytes { try end(sink) }
  }

  /// Passes on what is left.
  mutating func end(_ sink: (UnsafeRawBufferPointer) throws -> Void) throws {
    if text.count > 0 { try sink(UnsafeRawBufferPointer(text.bytes)) }
    text.removeAll()
  }
}
