import Ledger

/// Columns that are named for tokens and that a mapping does not read.
extension MappedClasses {
  /// A column of tokens beside those that are read.
  package struct Unread: Sendable {
    package let name: String
    /// The class of its name.
    package let column: LedgerColumn
    /// The columns that the mapping reads as that class.
    package let read: [String]
    /// The number of the first rows in which it counts something else.
    package let rows: Int
  }

  /// Returns the unread columns named for cache tokens, or for input without them, with their classes.
  static func openColumns(
    _ table: SampleTable, _ mapping: UsageMapping, but read: Set<String>
  ) -> [(column: SampleTable.Column, wanted: LedgerColumn)] {
    table.columns.compactMap { column in
      let name = ColumnNameWords(column.name)
      guard !read.contains(folded(Array(column.name.utf8))), !column.values.isEmpty,
        ColumnGuess.areNumbers(column.values), !ColumnGuess.areFractions(column.values),
        !MisleadingKeywords.areMeasures(name)
      else { return nil }
      if CacheKeywords.isUncached(name) {
        let counts = ["input", "prompt", "token", "tokens"]
        return counts.contains(where: name.words.contains) ? (column, .inputTokens) : nil
      }
      guard let stated = ConditionColumn(column.name), stated.isOfMappings, !stated.isTotal,
        // Where nothing is read as the class, every row says so.
        let wanted = stated.classes.first(where: mapping.gives)
      else { return nil }
      return (column, wanted)
    }
  }

  /// Returns those of `open` that count what no read column does.
  static func unreadColumns(
    _ open: [(column: SampleTable.Column, wanted: LedgerColumn)],
    _ quantities: [UsageMapping.Source], _ guess: ColumnGuess, _ form: NumberForm
  ) -> [Unread] {
    let known = Set(quantities.flatMap(\.names)).sorted().compactMap(guess.column)
      .map { ProposedTotals.counts($0, form: form).map { $0 ?? 0 } }
    var unread: [Unread] = []
    for (column, wanted) in open {
      let read = quantities.first { $0.column == wanted }?.names ?? []
      let own = read.compactMap(guess.column).map { ProposedTotals.counts($0, form: form) }
      let counts = ProposedTotals.counts(column, form: form)
      let rows = counts.indices.filter { row in
        // A row that says nothing of the class is named elsewhere.
        guard let count = counts[row], count > 0,
          wanted == .inputTokens || own.contains(where: { $0[row] != nil })
        else { return false }
        return !comes(to: count, known.map { $0[row] }.filter { $0 > 0 }[...])
      }
      if rows.isEmpty { continue }
      unread.append(Unread(name: column.name, column: wanted, read: read, rows: rows.count))
    }
    return unread
  }

  /// Returns true if some of `counts`, added or taken away, come to `count`, as sums and parts do.
  private static func comes(to count: Int64, _ counts: ArraySlice<Int64>) -> Bool {
    if count == 0 { return true }
    guard let first = counts.first, counts.count <= 8 else { return false }
    let rest = counts.dropFirst()
    return comes(to: count, rest) || comes(to: count - first, rest)
      || comes(to: count + first, rest)
  }
}
