import Cube
import Reports

extension RowCounts {
  /// Counts the rows of a mapped ledger by what became of them; `facts` are those of its books.
  init(_ map: LedgerMap, repeats: RepeatSearch, facts: Facts) {
    self.init()
    for slice in map.slices {
      read += slice.pieces.reduce(0) { $0 + $1.progress.rows }
      rejected += Int64(slice.rejected)
      outsidePeriod += slice.outsidePeriod
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
}
