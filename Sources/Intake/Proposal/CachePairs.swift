import Ledger

/// Columns that are named for input with tokens of a cache, and those for input without them.
///
/// Of such a pair the first is the class of the cache alone, as in Cursor's usage export, or all
/// input. Only numbers tell which.
extension ColumnGuess {
  /// Returns true if a column is named for input with tokens of a cache, and nothing shows that it
  /// holds these alone.
  func mayHoldOtherInput(_ column: SampleTable.Column) -> Bool {
    guard CacheKeywords.isWith(ColumnNameWords(column.name)) else { return false }
    guard let without = sibling(of: column) else { return true }
    let (own, other) = (Self.amounts(column), Self.amounts(without))
    if zip(own, other).contains(where: { $0 < $1 }) { return false }
    let beside = [
      LedgerColumn.cacheReadTokens, .cacheWrite5mTokens, .cacheWrite1hTokens, .outputTokens,
    ]
    .flatMap { found[$0, default: []] }.filter { $0 != column.name }
    .compactMap(self.column).map(Self.amounts)
    let total = columns.first { ColumnKeywords.Name($0.name).isTotal }.map(Self.amounts)
    let stated = (total ?? []).indices.filter { total?[$0] ?? 0 > 0 }
    return stated.isEmpty
      || !stated.allSatisfy { row in
        total?[row] == beside.reduce(own[row] + other[row]) { $0 + $1[row] }
      }
  }

  /// The columns of such input that nothing reads, by the class that they may be.
  ///
  /// A column that holds just what others are read for is not among them.
  var openPairs: [(column: LedgerColumn, name: String, without: String)] {
    openCounts.compactMap { column in
      let name = ColumnNameWords(column.name)
      guard CacheKeywords.isWith(name), let without = sibling(of: column) else { return nil }
      let wanted: LedgerColumn =
        CacheKeywords.isWrite(name, .cacheWrite5mTokens) ? .cacheWrite5mTokens : .cacheReadTokens
      let known = [LedgerColumn.cacheReadTokens, .cacheWrite5mTokens, .cacheWrite1hTokens]
        .flatMap { found[$0, default: []] }.compactMap(self.column).map(Self.amounts)
      let (own, other) = (Self.amounts(column), Self.amounts(without))
      let isSum = own.indices.allSatisfy { row in
        own[row] == known.reduce(other[row]) { $0 + $1[row] }
      }
      return found[wanted] != nil || isSum ? nil : (wanted, column.name, without.name)
    }
  }

  /// The column of the same name but for words that say with and without.
  private func sibling(of column: SampleTable.Column) -> SampleTable.Column? {
    let words = CacheKeywords.plain(ColumnNameWords(column.name))
    return columns.first { other in
      let name = ColumnNameWords(other.name)
      return CacheKeywords.isUncached(name) && CacheKeywords.plain(name) == words
        && Self.areNumbers(other.values)
    }
  }

  /// By row, 0 where it has none.
  private static func amounts(_ column: SampleTable.Column) -> [Int128] {
    column.texts.map { SampleQuantities.number($0) ?? 0 }
  }
}
