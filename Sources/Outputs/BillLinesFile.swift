import Bills
import Ledger
import Reports
import Tables

/// `bill-lines.csv` while it is being written: lines come as bills are read, and need no memory.
struct BillLinesFile: ~Copyable {
  private var text = ByteBuilder(capacity: chunkBytes + 4 * 1024)
  private var texts = BillLineTexts()
  private var failure: (any Error)?

  private static let chunkBytes = 256 * 1024

  /// Begins with the header.
  init() { CSVText.putHeader(BillLinesTable.columns, into: &text) }

  /// Puts a line, and passes bytes on in chunks of about 256 KiB, until that fails once.
  mutating func put(_ line: borrowing ListedBillLine, sink: (UnsafeRawBufferPointer) throws -> Void)
  {
    texts.put(line, into: &text)
    if text.count >= BillLinesFile.chunkBytes { flush(to: sink) }
  }

  private mutating func flush(to sink: (UnsafeRawBufferPointer) throws -> Void) {
    if failure == nil {
      do { try sink(UnsafeRawBufferPointer(text.bytes)) } catch { failure = error }
    }
    text.removeAll()
  }

  /// Passes on what is left, and throws what failed.
  mutating func finish(sink: (UnsafeRawBufferPointer) throws -> Void) throws {
    flush(to: sink)
    if let failure { throw failure }
  }

  /// Passes the header and every line to `sink`.
  static func write(
    _ bills: BillComparison, sink: (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    var file = BillLinesFile()
    try bills.giveLines(true) { file.put($0, sink: sink) }
    try file.finish(sink: sink)
  }
}
