import Ledger

/// Rows of a table that sum those above them, as spreadsheets have them.
struct TotalRows {
  private(set) var rows: Set<Int> = []
  /// The rules by which a mapping leaves out total rows.
  ///
  /// It is nil if nothing distinguishes them from requests.
  private(set) var choices: [RecordFilter]?

  init(_ table: SampleTable, _ guess: ColumnGuess, _ amounts: SampleQuantities) {
    guard table.delimiter != nil, table.rowCount > 1, !amounts.classes.isEmpty else { return }
    var texts: [String: Set<String>] = [:]
    var isTold = true
    var first = 0
    for row in 0..<table.rowCount {
      let above = (0..<row).filter { !rows.contains($0) }
      let named = table.columns.first { SumLabel.stands(in: $0.texts[row]) }
      let isSum = [above, above.filter { $0 >= first }].contains { rows in
        rows.count > 1 && amounts.isSum(row, of: rows)
      }
      let blank = TotalRows.blankID(table, guess, row)
      // A word alone may be a name, and a sum alone chance.
      guard
        named != nil && (isSum || TotalRows.lacksTime(table, guess, row)) || isSum && blank != nil
      else { continue }
      if let named {
        texts[named.name, default: []].insert(named.texts[row])
      } else if let blank {
        texts[blank, default: []].insert("")
      }
      rows.insert(row)
      first = row + 1
    }
    let rest = (0..<table.rowCount).filter { !rows.contains($0) }
    let found = texts.sorted { $0.key < $1.key }.map {
      RecordFilter(name: $0.key, texts: $0.value, isOnly: false)
    }
    isTold = found.allSatisfy { choice in
      table.columns.first { $0.name == choice.name }.map { column in
        rest.allSatisfy { !choice.texts.contains(column.texts[$0]) }
      } ?? false
    }
    choices = isTold && !found.isEmpty ? found : nil
  }

  /// The column of what a request needs that is blank in a row, and in no row before it; nil for none.
  private static func blankID(_ table: SampleTable, _ guess: ColumnGuess, _ row: Int) -> String? {
    [LedgerColumn.startedAt, .requestID, .model].flatMap { guess.found[$0, default: []] }
      .first { name in table.columns.first { $0.name == name }?.texts[row].isEmpty ?? false }
  }

  /// Returns true if a row has no time although others do.
  private static func lacksTime(_ table: SampleTable, _ guess: ColumnGuess, _ row: Int) -> Bool {
    let names = guess.found[.startedAt, default: []]
    let columns = names.compactMap { name in table.columns.first { $0.name == name } }
    guard !columns.isEmpty, let times = guess.times else { return false }
    let text = columns.map { $0.texts[row] }.joined(separator: " ").trimmingBlanks
    return text.isEmpty || times.count(of: [String(text)]) == 0
  }
}
