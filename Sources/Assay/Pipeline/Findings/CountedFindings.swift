import Reconciliation

/// Where rows are only counted, the exceptions of a slice that stand for others like them.
struct CountedFindings {
  /// An index into the exceptions of the slice.
  private var firsts: [Group: Int] = [:]

  /// Findings that one row can stand for.
  private struct Group: Hashable {
    let file: Int
    let kind: ExceptionRow.Kind
    let card: Int32
  }

  /// Counts a finding of the file and rate card of those numbers in an exception that is listed in `rows`.
  ///
  /// - Returns: false where there is none, so that the row is the next to be listed.
  mutating func count(
    _ kind: ExceptionRow.Kind, file: Int, card: Int32, in rows: inout [ExceptionRow]
  ) -> Bool {
    let group = Group(file: file, kind: kind, card: card)
    if let first = firsts[group] {
      rows[first].standsFor += 1
      return true
    }
    firsts[group] = rows.count
    return false
  }
}
