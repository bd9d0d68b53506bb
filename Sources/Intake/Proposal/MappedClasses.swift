import Ledger

/// Signs in the first rows of a file that its mapping reads tokens as another class, or leaves some
/// out.
package struct MappedClasses {
  /// The columns of a cache class whose names say that they hold none of it, that class, and the
  /// column whose name says that it does.
  package private(set) var contradicted: [(name: String, column: LedgerColumn, with: String?)] = []
  /// The columns that are named for tokens, are read as nothing, and count what no read column does.
  package private(set) var unread: [Unread] = []
  /// By vendor in order of names, the totals that include another class than the mapping says.
  package private(set) var totals: [Total] = []

  /// The number of rows examined.
  package let rowCount: Int

  package init(_ table: SampleTable, readBy layout: LedgerLayout) {
    let table = table.requests(of: layout)
    rowCount = table.rowCount
    guard layout.usage == .mapping, let mapping = layout.mapping else { return }
    contradicted = MappedClasses.contradictedColumns(table, mapping)
    let parts = ProposedTotals.classes.flatMap(\.columns)
    let mayBeHeld = parts.contains(where: mapping.gives)
    let open = MappedClasses.openColumns(
      table, mapping, but: layout.readNames.union(layout.ignored))
    guard mayBeHeld || !open.isEmpty,
      !mapping.units.keys.contains(where: \.content.isQuantity)
    else { return }
    let guess = ColumnGuess(table).reading(mapping)
    let quantities = mapping.sources.filter(\.column.content.isQuantity)
    guard quantities.flatMap(\.names).allSatisfy({ guess.column($0) != nil }) else { return }
    let whole = ProposedTotals(table, guess: guess, form: mapping.numbers)
    if !whole.comeOut() {
      unread = MappedClasses.unreadColumns(open, quantities, guess, mapping.numbers)
    }
    // Who says that no price depends on a sum says that it shows nothing.
    let isIgnored = whole.stated.map { layout.ignored.contains(folded(Array($0.name.utf8))) }
    if mayBeHeld, isIgnored != true {
      totals = MappedClasses.contradictedTotals(
        table, guess, mapping, ignored: layout.ignored)
    }
  }

  /// Returns the columns of a cache class that a mapping reads against their names.
  private static func contradictedColumns(
    _ table: SampleTable, _ mapping: UsageMapping
  ) -> [(name: String, column: LedgerColumn, with: String?)] {
    let caches: [LedgerColumn] = [.cacheReadTokens, .cacheWrite5mTokens, .cacheWrite1hTokens]
    var contradicted: [(name: String, column: LedgerColumn, with: String?)] = []
    for source in mapping.sources where caches.contains(source.column) {
      for name in source.names where CacheKeywords.isUncached(ColumnNameWords(name)) {
        let words = CacheKeywords.plain(ColumnNameWords(name))
        let with = table.columns.map(\.name).first {
          let other = ColumnNameWords($0)
          return CacheKeywords.isWith(other) && CacheKeywords.plain(other) == words
        }
        contradicted.append((name, source.column, with))
      }
    }
    return contradicted
  }
}

extension ColumnGuess {
  /// The same columns as a mapping reads them.
  fileprivate func reading(_ mapping: UsageMapping) -> ColumnGuess {
    mapping.sources.reduce(without(LedgerColumn.allCases)) { $0.reading($1.column, from: $1.names) }
  }
}
