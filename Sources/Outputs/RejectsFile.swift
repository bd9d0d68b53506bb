import Engine
import Ledger
import Reconciliation
import Reports
import Tables

/// Lists the rejected rows of a ledger that may have more of them than are kept in memory.
enum RejectsFile {
  /// Writes `rejects.csv`, in chunks of about 256 KiB.
  static func write(_ run: Run, columns: [Column], sink: ([UInt8]) throws -> Void) throws {
    var text = ByteBuilder()
    CSVText.putHeader(columns, into: &text)
    try forEachReject(of: run) { reject in
      CSVText.put(Report.cells(ofReject: reject), into: &text)
      guard text.count >= 256 * 1024 else { return }
      try sink(Array(text.bytes))
      text.removeAll()
    }
    if text.count > 0 { try sink(Array(text.bytes)) }
  }

  /// Passes every rejected row, by file and line, to `body`; where not all were kept, the ledger is read
  /// once more.
  static func forEachReject(
    of run: Run, _ body: (Located<RejectedRow>) throws -> Void
  ) throws {
    if run.input.rejects.count == Int(run.input.rows.rejected) {
      for reject in run.input.rejects { try body(reject) }
      return
    }
    try LedgerRescan.forEachBlock(of: run.map) { blocks, slice in
      for reject in blocks.rejects.sorted(by: { $0.reject.offset < $1.reject.offset }) {
        var row = RejectedSliceRow(reject)
        row.location.slice = Int32(slice)
        let place = run.map.place(of: row.location)
        try body(Located(file: place.file, line: place.line, row: row.forReport))
      }
    }
  }
}
