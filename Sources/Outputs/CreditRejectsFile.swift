import Credits
import Ledger
import Reconciliation
import Reports
import Tables

/// Lists the rejected rows of a credit ledger, which may have more of them than are kept in memory.
enum CreditRejectsFile {
  /// Writes `credit-rejects.csv`, in chunks of about 256 KiB.
  static func write(_ credits: CreditRun, sink: ([UInt8]) throws -> Void) throws {
    guard credits.keepsAllRejects else { return try writeAll(credits, sink: sink) }
    try CSVFile.write(
      CreditRejectsTable.table(credits.rejects, skipped: credits.skipped), sink: sink)
  }

  private static func writeAll(
    _ credits: CreditRun, sink: ([UInt8]) throws -> Void
  ) throws {
    var text = ByteBuilder()
    CSVText.putHeader(CreditRejectsTable.columns, into: &text)
    var skipped = credits.skipped[...]
    func putSkipped(before path: Name?) {
      while let file = skipped.first, path.map({ file.path < $0 }) ?? true {
        CSVText.put(CreditRejectsTable.cells(of: file), into: &text)
        skipped.removeFirst()
      }
    }
    try credits.source.forEachReject { reject, path in
      putSkipped(before: Name(path))
      let row = Located(file: Name(path), line: Int64(reject.line), row: reject.forReport)
      CSVText.put(CreditRejectsTable.cells(of: row), into: &text)
      guard text.count >= 256 * 1024 else { return }
      try sink(Array(text.bytes))
      text.removeAll()
    }
    putSkipped(before: nil)
    if text.count > 0 { try sink(Array(text.bytes)) }
  }
}

extension RejectedEventRow {
  /// The row as reports list it.
  var forReport: RejectedRow {
    RejectedRow(
      column: Name(column), code: Name(code), message: Name(message), text: text,
      estimatedCost: nil)
  }
}
