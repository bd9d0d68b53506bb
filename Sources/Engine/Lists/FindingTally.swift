import Reconciliation

/// Exceptions of a slice that represent others like them, when rows are only counted.
struct FindingTally {
  /// An index into what the exceptions of the slice represent; of those that are counted below 0, into these.
  private var firsts: [Group: Int] = [:]
  /// The same of rows that repeat others, as many as are listed.
  private var repeats: [RepeatGroup: [Int]] = [:]

  /// Findings that one row can represent.
  private struct Group: Hashable {
    let file: Int
    let kind: ExceptionRow.Kind
    let card: Int32
  }

  /// Repeated rows of which the first represent all.
  private struct RepeatGroup: Hashable {
    let file: Int
    let kind: ExceptionRow.Kind
  }

  /// Counts a finding of the file and rate card of those numbers in what the rows that are listed represent.
  ///
  /// - Returns: false where none represents it, so that the row is the next to be listed.
  mutating func count(
    _ kind: ExceptionRow.Kind, file: Int, card: Int32, in standing: inout [Int64]
  ) -> Bool {
    let group = Group(file: file, kind: kind, card: card)
    if let first = firsts[group] {
      standing[first] += 1
      return true
    }
    firsts[group] = standing.count
    standing.append(1)
    return false
  }

  /// Counts a finding once less, of a row that repeats another and was counted where it was mapped.
  ///
  /// - Parameter row: makes what is listed where there is nothing to count it in.
  mutating func withdraw(
    _ kind: ExceptionRow.Kind, file: Int, card: Int32, in rows: inout [ExceptionRow],
    _ row: () -> ExceptionRow
  ) {
    let group = Group(file: file, kind: kind, card: card)
    if let first = firsts[group] {
      rows[first].standsFor -= 1
      return
    }
    firsts[group] = rows.count
    var row = row()
    row.standsFor = -1
    rows.append(row)
  }

  /// Lists a row that repeats another in `rows`, or counts it in one of them where the limit of those before it is
  /// listed of the file of that number.
  ///
  /// - Parameter row: makes what is listed.
  mutating func list(
    _ kind: ExceptionRow.Kind, at location: RowLocation, file: Int, upTo limit: Int,
    in rows: inout [ExceptionRow], _ row: () -> ExceptionRow
  ) {
    // Who wants all of them does not ask which are the first.
    if limit == .max { return rows.append(row()) }
    let group = RepeatGroup(file: file, kind: kind)
    let listed = repeats[group, default: []]
    guard listed.count == limit,
      let last = listed.max(by: { rows[$0].location < rows[$1].location })
    else {
      repeats[group, default: []].append(rows.count)
      return rows.append(row())
    }
    let count = rows[last].standsFor
    // Copies are not found in the order in which they stand.
    if location < rows[last].location { rows[last] = row() }
    rows[last].standsFor = count + 1
  }
}
