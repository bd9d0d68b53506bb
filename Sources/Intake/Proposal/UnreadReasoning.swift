import Ledger

/// A counter of reasoning tokens that the mapping of a file leaves unread.
package struct UnreadReasoning {
  /// As the file has it.
  package let name: String
  /// The number of the first rows that have some, and the number of first rows.
  package let rows: Int
  package let of: Int
  /// A row has more of them than output, so that this does not hold them.
  package let isBesideOutput: Bool
}

extension SampleTable {
  /// The counter of reasoning tokens that nothing reads, where `layout` is that of a mapping; nil for none, and for one that
  /// names itself a detail of the output, which holds it.
  package func unreadReasoning(readBy layout: LedgerLayout) -> UnreadReasoning? {
    guard let mapping = layout.mapping, layout.isMapped, !mapping.gives(.reasoningTokens) else {
      return nil
    }
    let others = layout.readNames.union(layout.ignored)
    let outputs = layout.namesRead(as: .outputTokens).compactMap(column(named:)).map(\.texts)
    func count(_ text: String) -> Int128 { RunningTotals.number(text) ?? 0 }
    for column in columns where !others.contains(folded(Array(column.name.utf8))) {
      let parts = column.name.split(separator: ".")
      guard ColumnKeywords.fit(column.name, .reasoningTokens) == .sameWords,
        !MisleadingKeywords.stand(in: column.name, .reasoningTokens, .sameWords),
        column.values.allSatisfy({ RunningTotals.number($0) != nil })
      else { continue }
      let filled = column.texts.indices.filter { count(column.texts[$0]) > 0 }
      let isBeside = filled.contains { row in
        let output = outputs.map { count($0[row]) }.reduce(0, +)
        return !outputs.isEmpty && count(column.texts[row]) > output
      }
      let isDetail =
        parts.dropLast().last.map { ColumnNameWords($0).words.contains("details") } ?? false
      if filled.isEmpty || isDetail && !isBeside { continue }
      return UnreadReasoning(
        name: column.name, rows: filled.count, of: column.texts.count, isBesideOutput: isBeside)
    }
    return nil
  }
}
