import Ledger

/// Columns whose words are kinds of records.
extension RequestRows {
  /// Returns true if a column's name says that it states the kind or outcome of each record.
  static func isKind(_ name: String) -> Bool {
    RecordKindColumnNames.rank(name) != nil || ColumnKeywords.fit(name, .status) > .notAtAll
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
    table.columns.compactMap { column in
      RecordKindColumnNames.rank(column.name).map { (column, $0) }
    }
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
}
