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
    for fact in facts.rows {
      rated += fact.measures.requests - fact.measures.unpriced
      unpriced += fact.measures.unpriced
    }
  }
}
