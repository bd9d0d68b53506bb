import Bills
import Ledger
import Reports
import Tables

/// Writes `bill-lines.csv` while the bills are read again: lines need no memory.
enum BillLinesFile {
  private static let chunkBytes = 256 * 1024

  /// Passes the header and every line to `sink`, in chunks of about 256 KiB.
  static func write(_ bills: BillResult, sink: ([UInt8]) throws -> Void) throws {
    var text = ByteBuilder(capacity: chunkBytes + 4 * 1024)
    CSVText.putHeader(BillLinesTable.columns, into: &text)
    try bills.visitLines { line in
      CSVText.put(BillLinesTable.cells(of: line), into: &text)
      guard text.count >= chunkBytes else { return }
      try sink(Array(text.bytes))
      text.removeAll()
    }
    if text.count > 0 { try sink(Array(text.bytes)) }
  }
}
