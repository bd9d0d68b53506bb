/// Finds out whether what is in a column can tell requests apart.
extension SampleTable {
  /// The names of the columns that distinguish the rows of all `tables`: none of their texts is in two rows, unless
  /// these are alike in all columns, the same row, exported twice.
  package static func namesTellingRowsApart(_ tables: [SampleTable]) -> Set<String> {
    var places: [String: [(table: Int, column: Int)]] = [:]
    for table in tables.indices {
      for column in tables[table].columns.indices {
        let name = tables[table].columns[column].name
        // Of two columns of one name the first counts.
        if places[name]?.last?.table == table { continue }
        places[name, default: []].append((table, column))
      }
    }
    let rows = numbersOfRows(tables)
    let snapshots = tables.map { Snapshots($0) }
    return Set(
      places.filter {
        tellRowsApart($0.value, of: tables, rows) || nameResponses($0.value, of: tables, snapshots)
      }.keys)
  }

  /// Returns true if rows share a text of a column only if they state one response as it grew.
  private static func nameResponses(
    _ places: [(table: Int, column: Int)], of tables: [SampleTable], _ snapshots: [Snapshots]
  ) -> Bool {
    let grow = places.map { table, column in
      snapshots[table].grow(within: tables[table].columns[column])
    }
    guard grow.contains(true) else { return false }
    return zip(places, grow).allSatisfy { place, grows in
      grows
        || Set(tables[place.table].columns[place.column].values).count
          == tables[place.table].columns[place.column].values.count
    }
  }

  /// Per table and row a number that only rows have in common which are alike in all columns.
  private static func numbersOfRows(_ tables: [SampleTable]) -> [[Int]] {
    var numbers: [[String: String]: Int] = [:]
    return tables.map { table in
      (0..<table.rowCount).map { row in
        let texts = table.texts(row)
        let number = numbers[texts] ?? numbers.count
        numbers[texts] = number
        return number
      }
    }
  }

  private static func tellRowsApart(
    _ places: [(table: Int, column: Int)], of tables: [SampleTable], _ rows: [[Int]]
  ) -> Bool {
    var firstRows: [String: (table: Int, row: Int)] = [:]
    for (table, column) in places {
      let texts = tables[table].columns[column].texts
      for row in texts.indices where !texts[row].isEmpty {
        guard let first = firstRows[texts[row]] else {
          firstRows[texts[row]] = (table, row)
          continue
        }
        if rows[first.table][first.row] != rows[table][row] { return false }
      }
    }
    return true
  }

  /// Returns the texts of a row, by the names of its columns.
  private func texts(_ row: Int) -> [String: String] {
    var texts: [String: String] = [:]
    for column in columns where !column.texts[row].isEmpty {
      texts[column.name, default: ""] += column.texts[row]
    }
    return texts
  }

  /// The names of all columns, also of those within texts.
  package var allNames: Set<String> { Set(columns.map(\.name)) }
}

extension SampleTable.Column {
  /// True if a word of its name is one for ids, so that its numbers may be ids.
  var isNamedAnID: Bool {
    !Set(ColumnNameWords(name).words).isDisjoint(with: ["id", "uuid", "guid", "ref", "reference"])
  }

  /// True if its name identifies a group of requests, such as `session_id` or `chat.id`.
  ///
  /// A request's own name, such as `chat_completion_id`, does not. An id that vendors give a
  /// request is a request's own whatever its name.
  var tellsSeveral: Bool {
    let words = ColumnNameWords(name.split(separator: ".").suffix(2).joined(separator: ".")).words
    if words.contains("key"), words != ["key"], Self.requests.isDisjoint(with: words) {
      return true
    }
    let last = words.last { Self.several.contains($0) || Self.requests.contains($0) }
    guard let last, Self.several.contains(last) else { return false }
    return !values.allSatisfy { text in Self.beginnings.contains { text.hasPrefix($0) } }
  }

  /// True if its name is `uid` and it differs in every row.
  ///
  /// It is a user or a unique id, and users hardly differ in every row.
  var isUniqueID: Bool {
    ColumnNameWords(name).joined == "uid" && values.count > 1 && Set(values).count == texts.count
  }

  /// True if all its values are versions, such as `1.4.2` or `v2.0`.
  var holdsVersions: Bool { !values.isEmpty && values.allSatisfy(Self.isVersion) }

  /// Returns true if a text is three numbers with points between them, or up to four after a `v`.
  ///
  /// An address has three points, and a fraction one.
  private static func isVersion(_ text: String) -> Bool {
    let isMarked = text.hasPrefix("v") || text.hasPrefix("V")
    // What follows a release is its stage, as in `1.4.2-rc1`.
    let numbers = (isMarked ? text.dropFirst() : text[...]).prefix { !"-+".contains($0) }
    let parts = numbers.split(separator: ".", omittingEmptySubsequences: false)
    return (isMarked ? 2...4 : 3...3).contains(parts.count)
      && parts.allSatisfy { part in
        (1...6).contains(part.count) && part.allSatisfy { $0.isASCII && $0.isNumber }
      }
  }

  /// True if its name is `by`, which may be a program as well as a person.
  var isBy: Bool { ColumnNameWords(name.split(separator: ".").last ?? "").joined == "by" }

  private static let several: Set<String> = [
    "session", "conversation", "thread", "chat", "agent", "ip", "type",
  ]
  private static let requests: Set<String> = [
    "request", "requests", "req", "call", "completion", "message", "messages", "response",
    "generation", "event", "events", "log", "row", "record", "span", "idempotency",
  ]
  /// Of OpenAI, Anthropic and OpenRouter.
  static let beginnings = ["chatcmpl-", "resp_", "req_", "msg_", "gen-"]

  /// True if all its values are amounts: durations such as `1m 30s` or `850ms`, sizes, counts.
  var holdsMeasures: Bool { !values.isEmpty && values.allSatisfy(Self.isMeasure) }

  /// Returns true if a text is a number, or several, each with a unit after it or none.
  private static func isMeasure(_ text: String) -> Bool {
    var rest = Substring(text)
    if rest.hasPrefix("PT") { rest = rest.dropFirst(2) }
    guard !rest.isEmpty else { return false }
    while let first = rest.first {
      guard first.isNumber || first == "-" else { return false }
      rest = rest.drop { !$0.isLetter && $0 != "%" }
      let unit = rest.prefix { $0.isLetter || $0 == "%" }
      if !unit.isEmpty && !units.contains(unit.lowercased()) { return false }
      rest = rest.dropFirst(unit.count).drop { $0 == " " }
    }
    return true
  }

  private static let units: Set<String> = [
    "ns", "us", "µs", "μs", "ms", "s", "sec", "secs", "second", "seconds", "sek", "m", "min",
    "mins", "minute", "minutes", "h", "hr", "hrs", "hour", "hours", "std", "k", "b", "kb", "mb",
    "kib", "mib", "bytes", "tok", "toks", "token", "tokens", "usd", "eur", "%", "x",
  ]
}
