import Ledger

/// Finds out whether rows that share an id state one response as it grew, so that only the last of them is its usage.
struct Snapshots {
  let outputs: [[Int128?]]
  let inputs: [[Int128?]]
  /// The user and the model of each row.
  let sames: [[String]]
  private let table: SampleTable

  init(_ table: SampleTable) {
    self.table = table
    let names = table.columns.map { ColumnKeywords.Name($0.name) }
    func columns(
      _ wanted: [LedgerColumn], by least: ColumnKeywords.Fit = .someWords
    ) -> [SampleTable.Column] {
      zip(table.columns, names).filter { _, name in wanted.contains { name.fit($0) >= least } }
        .map(\.0)
    }
    func counts(_ wanted: [LedgerColumn]) -> [[Int128?]] {
      columns(wanted, by: .direction).map { $0.texts.map(RunningTotals.number) }
        .filter { $0.contains { $0 != nil } }
    }
    outputs = counts([.outputTokens, .reasoningTokens])
    inputs = counts([.inputTokens, .cacheReadTokens, .cacheWrite5mTokens, .cacheWrite1hTokens])
    sames = columns([.userID, .accountID, .model, .provider]).map(\.texts)
  }

  /// The columns that may name a response.
  var keys: [SampleTable.Column] { table.columns.filter { Snapshots.namesResponses($0) } }

  /// Returns true if rows that share a text of `key` are of one response, and some of them grew.
  func grow(within key: SampleTable.Column) -> Bool {
    guard !outputs.isEmpty, Snapshots.namesResponses(key) else { return false }
    let groups = Dictionary(grouping: key.texts.indices.filter { !key.texts[$0].isEmpty }) {
      key.texts[$0]
    }.values.filter { $0.count > 1 }
    guard
      groups.allSatisfy({ rows in
        sames.allSatisfy { same in rows.allSatisfy { same[$0] == same[rows[0]] } }
      })
    else { return false }
    return [false, true].contains { isReversed in
      var hasGrown = false
      for rows in groups {
        let rows = isReversed ? rows.reversed() : rows
        for (before, after) in zip(rows, rows.dropFirst()) {
          for input in inputs {
            let (old, new) = (input[before] ?? 0, input[after] ?? 0)
            if old != 0 && new != old { return false }
          }
          for output in outputs {
            let (old, new) = (output[before] ?? 0, output[after] ?? 0)
            if new < old { return false }
            if new > old { hasGrown = true }
          }
        }
      }
      return hasGrown
    }
  }

  private static func namesResponses(_ column: SampleTable.Column) -> Bool {
    let words = ColumnNameWords(column.name.split(separator: ".").suffix(2).joined(separator: "."))
      .words
    guard !column.tellsSeveral, words.last == "id" || words.last == "uuid" else { return false }
    return words.count == 1 || !responses.isDisjoint(with: words)
  }

  private static let responses: Set<String> = [
    "response", "completion", "message", "generation", "request", "req", "call", "chatcmpl",
  ]
}
