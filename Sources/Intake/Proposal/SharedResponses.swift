import Ledger

/// Finds the columns of an export by which several of its rows name one response: layers that each log it, retries that
/// found it done, or pieces of a stream that all state its usage.
struct SharedResponses {
  private let table: SampleTable
  private let snapshots: Snapshots
  private let counts: [[Int128?]]
  private let models: [[String]]

  init(_ table: SampleTable, _ snapshots: Snapshots) {
    self.table = table
    self.snapshots = snapshots
    counts = snapshots.inputs + snapshots.outputs
    models = table.columns.filter { ColumnKeywords.fit($0.name, .model) > .direction }.map(\.texts)
  }

  /// The columns that name responses which several rows state, those that vendors' ids are in first.
  var keys: [SampleTable.Column] {
    let named = table.columns.filter { SharedResponses.mayName($0) && repeats(of: $0) > 0 }
    return named.filter(SharedResponses.isVendors) + named.filter { !SharedResponses.isVendors($0) }
  }

  /// Returns the number of rows that repeat a response of `key` with the same model and counts.
  ///
  /// It is 0 if rows that share a text of it differ in these, as those of a session do, or if they
  /// may be alike by chance.
  private func repeats(of key: SampleTable.Column) -> Int {
    let filled = key.texts.indices.filter { !key.texts[$0].isEmpty }
    let all = Dictionary(grouping: filled) { key.texts[$0] }.values.filter { $0.count > 1 }
    guard !counts.isEmpty, !all.isEmpty else { return 0 }
    func said(_ row: Int) -> [Int128] { counts.map { $0[row] ?? 0 } }
    let areAlike = all.allSatisfy { rows in
      let first = said(rows[0])
      return first.contains { $0 > 0 }
        && rows.allSatisfy { row in
          said(row) == first && models.allSatisfy { $0[row] == $0[rows[0]] }
        }
    }
    guard areAlike else { return 0 }
    // Rows alike in all columns are copies, which no id tells apart.
    let groups = all.filter { rows in
      table.columns.contains { column in rows.contains { column.texts[$0] != column.texts[rows[0]] }
      }
    }
    // Calls of one trace may well be alike where all calls are.
    guard SharedResponses.isVendors(key) || Set(groups.map { said($0[0]) }).count > 1 else {
      return 0
    }
    return groups.reduce(0) { $0 + $1.count - 1 }
  }

  /// Returns the number of rows with their own id in `ids` that repeat a response of `key`.
  func repeats(of key: SampleTable.Column, toldBy ids: [String]?) -> Int {
    guard let ids else { return repeats(of: key) }
    var seen: [String: Set<String>] = [:]
    for (row, text) in key.texts.enumerated() where !text.isEmpty {
      seen[text, default: []].insert(ids[row])
    }
    return seen.values.reduce(0) { $0 + $1.count - 1 }
  }

  /// The columns whose texts are, or are named as, ids of responses that vendors give.
  static func vendorKeys(_ table: SampleTable) -> [SampleTable.Column] {
    table.columns.filter { mayName($0) && isVendors($0) }
  }

  private static func words(_ column: SampleTable.Column) -> [String] {
    ColumnNameWords(column.name.split(separator: ".").suffix(2).joined(separator: ".")).words
  }

  static func mayName(_ column: SampleTable.Column) -> Bool {
    let words = words(column)
    return !column.tellsSeveral && ["id", "uuid"].contains(words.last)
      && !responses.isDisjoint(with: words)
      && words.allSatisfy { $0 != "parent" && $0 != "previous" }
  }

  /// Returns true if one response alone has each text.
  private static func isVendors(_ column: SampleTable.Column) -> Bool {
    let values = column.values
    return !vendors.isDisjoint(with: words(column))
      || !values.isEmpty
        && values.allSatisfy { text in
          SampleTable.Column.beginnings.contains { text.hasPrefix($0) }
        }
  }

  private static let vendors: Set<String> = ["response", "completion", "generation", "chatcmpl"]
  private static let responses: Set<String> = vendors.union([
    "message", "request", "req", "call", "correlation", "trace", "upstream",
  ])
}
