import Ledger

/// Columns whose words are kinds of records.
extension RequestRows {
  /// Returns true if a column's name says that it states the kind or outcome of each record.
  static func isKind(_ name: String) -> Bool {
    kindRank(name) != nil || ColumnKeywords.fit(name, .status) > .notAtAll
      || ColumnNameWords(name).words.contains("transaction")
  }

  /// Returns true if this number of different texts identifies each record.
  ///
  /// The records of another export have other texts.
  static func areIDs(_ count: Int, of records: Int) -> Bool {
    count > 3 && count == records
  }

  /// The columns whose names say that their words are kinds of records, those that say so best first.
  static func kindColumns(_ table: SampleTable) -> [SampleTable.Column] {
    table.columns.compactMap { column in kindRank(column.name).map { (column, $0) } }
      .sorted { $0.1 < $1.1 }.map(\.0)
  }

  /// The same, where those that say something of all of `rows` go first: other records may lack the others by chance.
  static func kindColumns(
    _ table: SampleTable, _ rows: some Sequence<Int>
  ) -> [SampleTable.Column] {
    let (rows, columns) = (Array(rows), kindColumns(table))
    func isFilled(_ column: SampleTable.Column) -> Bool {
      rows.allSatisfy { !column.texts[$0].isEmpty }
    }
    return columns.filter(isFilled) + columns.filter { !isFilled($0) }
  }

  /// Returns true if a name says that its words are kinds of records.
  static func tellsKinds(_ name: String) -> Bool { kindRank(name) != nil }

  /// Returns how well a name says that its words are kinds of records, 0 for best.
  ///
  /// It is nil if the name does not say so.
  private static func kindRank(_ name: String) -> Int? {
    let words = ColumnNameWords(name.split(separator: ".").suffix(2).joined(separator: ".")).words
    // An id tells each record apart, and no kinds; so do parents.
    if ParentRows.namesParents(name) || words.last == "id" || words.last == "uuid" { return nil }
    if let rank = kinds.firstIndex(where: words.contains) { return rank }
    return words.last == "name" && ColumnNameWords(name).words.count == 1 ? kinds.count : nil
  }

  private static let kinds = [
    "type", "kind", "operation", "event", "category", "op", "object", "action", "level", "span",
    "art", "typ", "vorgangsart", "satzart", "body",
  ]
}
