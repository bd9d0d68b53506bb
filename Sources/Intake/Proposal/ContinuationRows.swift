/// Rows that count nothing and have the id of a request that another row counts, as logs have them which divide long texts.
struct ContinuationRows {
  /// The column of the ids.
  let key: String
  /// The rule that finds the first row of each request: a number of the part.
  let choice: RecordFilter
  let rows: Set<Int>

  /// Nil for none, and where nothing tells them from requests.
  init?(_ table: SampleTable, _ amounts: SampleQuantities) {
    let (nothing, counted) = (0..<table.rowCount).reduce(into: ([Int](), [Int]())) {
      if amounts.isZero($1) { $0.0.append($1) } else { $0.1.append($1) }
    }
    for key in table.columns where SharedResponses.mayName(key) {
      let filled = counted.map { key.texts[$0] }.filter { !$0.isEmpty }
      let ids = Set(filled)
      let rows = nothing.filter { ids.contains(key.texts[$0]) }
      guard !rows.isEmpty, ids.count == filled.count else { continue }
      let rest = Set(0..<table.rowCount).subtracting(rows)
      for column in table.columns where ContinuationRows.isPlace(column.name) {
        let firsts = Set(rest.map { column.texts[$0] })
        guard firsts.count == 1, rows.allSatisfy({ !firsts.contains(column.texts[$0]) }) else {
          continue
        }
        self.key = key.name
        choice = RecordFilter(name: column.name, texts: firsts, isOnly: true)
        self.rows = Set(rows)
        return
      }
    }
    return nil
  }

  /// Returns true if a column's name says that it numbers the parts of one request.
  private static func isPlace(_ name: String) -> Bool {
    let words = ColumnNameWords(name.split(separator: ".").last ?? "").words
    return !places.isDisjoint(with: words)
  }

  private static let places: Set = ["sequence", "seq", "chunk", "part", "index", "fragment"]
}
