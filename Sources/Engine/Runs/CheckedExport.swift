import Ledger
import Reconciliation

/// An export as `check` tells of it.
package struct CheckedExport {
  package let file: String
  package let format: String
  package let rows: RowCounts
  /// Records that are no usage.
  package let skipped: Int64
}

extension LedgerRun {
  /// Every export, in order.
  package var exports: [CheckedExport] {
    var skipped = [Int64](repeating: 0, count: map.job.files.count)
    for piece in map.slices.lazy.flatMap(\.pieces) {
      for (reason, seen) in piece.progress.noted?.skipped ?? [:] where reason != .group {
        skipped[piece.file] += seen.count
      }
    }
    return zip(zip(map.job.files, rowsOfFiles), skipped).map { file, skipped in
      CheckedExport(
        file: file.0.path, format: file.0.start.layout.usage.rawValue, rows: file.1,
        skipped: skipped)
    }
  }
}
