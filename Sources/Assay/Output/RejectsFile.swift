import Ledger
import Reports
import Tables

/// Writes `rejects.csv` of a ledger with more rejected rows than are kept in memory.
enum RejectsFile {
  /// Reads the ledger once more and passes every rejected row to `sink`, a block at a time.
  static func write(_ run: Run, columns: [Column], sink: ([UInt8]) throws -> Void) throws {
    var bytes: [UInt8] = []
    CSVText.header(columns, to: &bytes)
    try LedgerPass.forEachBlock(of: run) { blocks, file in
      let rejects = blocks.rejects.sorted { $0.reject.offset < $1.reject.offset }
      for row in rejects.map({ RejectedSliceRow($0, slice: 0) }) {
        let located = Located(
          file: Name(file.path), line: file.line(row.location.line), row: row.forReport)
        CSVText.row(Report.cells(ofReject: located), to: &bytes)
      }
      try sink(bytes)
      bytes.removeAll(keepingCapacity: true)
    }
    if !bytes.isEmpty { try sink(bytes) }
  }
}
