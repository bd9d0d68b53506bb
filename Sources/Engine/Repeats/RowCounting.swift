import Cube
import Reconciliation

extension RowCounts {
  /// Counts the rows of a mapped ledger by what became of them; `facts` are those of its books.
  package init(_ map: LedgerMap, repeats: Deduplication, facts: Facts) {
    self.init()
    for slice in map.slices {
      read += slice.pieces.reduce(0) { $0 + $1.progress.rows }
      rejected += Int64(slice.rejected)
      outsidePeriod += slice.pieces.reduce(0) { $0 + $1.outsidePeriod }
    }
    duplicate = repeats.duplicates
    conflict = repeats.conflicts
    var (rated, unpriced): (Int64, Int64) = (0, 0)
    for daily in facts.byDayAndDimensions {
      rated += daily.measures.requests - daily.measures.unpriced
      unpriced += daily.measures.unpriced
    }
    (self.rated, self.unpriced) = (rated, unpriced)
  }

  /// Counts the rows of each file of a mapped ledger by what became of them, without a look at the facts.
  static func ofFiles(_ map: LedgerMap, repeats: Deduplication) -> [RowCounts] {
    var files = repeats.takenOut.isEmpty ? map.job.files.map { _ in RowCounts() } : repeats.takenOut
    for slice in map.slices {
      for piece in slice.pieces {
        files[piece.file].read += piece.progress.rows
        files[piece.file].rated += piece.inPeriod - piece.unpriced
        files[piece.file].unpriced += piece.unpriced
        files[piece.file].outsidePeriod += piece.outsidePeriod
      }
      for (group, count) in slice.rejectCounts { files[group.file].rejected += count }
    }
    return files
  }

  /// Counts a row that was rated, or has no price, as one that repeats another.
  mutating func takeOut(isConflict: Bool, isUnpriced: Bool) {
    if isUnpriced { unpriced -= 1 } else { rated -= 1 }
    if isConflict { conflict += 1 } else { duplicate += 1 }
  }

  /// The rows of several files together.
  package static func sum(_ files: [RowCounts]) -> RowCounts {
    files.reduce(into: RowCounts()) { sum, file in
      sum.read += file.read
      sum.rated += file.rated
      sum.unpriced += file.unpriced
      sum.duplicate += file.duplicate
      sum.conflict += file.conflict
      sum.rejected += file.rejected
      sum.outsidePeriod += file.outsidePeriod
    }
  }
}
