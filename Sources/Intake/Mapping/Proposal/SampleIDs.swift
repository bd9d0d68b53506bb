/// Finds out whether what stands in a column can tell requests apart.
extension SampleTable {
  /// Whether no text of `column` stands in two rows, here or in `others`, unless these are alike in all columns: the same
  /// row, exported twice.
  func tellsRowsApart(_ column: Column, beside others: [SampleTable]) -> Bool {
    var firstRows: [String: (table: SampleTable, row: Int)] = [:]
    for table in [self] + others {
      let texts = table.columns.first { $0.name == column.name }?.texts ?? []
      for (row, text) in texts.enumerated() where !text.isEmpty {
        guard let first = firstRows[text] else {
          firstRows[text] = (table, row)
          continue
        }
        if first.table.texts(first.row) != table.texts(row) { return false }
      }
    }
    return true
  }

  /// What a row says, by the names of its columns.
  private func texts(_ row: Int) -> [String: String] {
    var texts: [String: String] = [:]
    for column in columns where !column.texts[row].isEmpty {
      texts[column.name, default: ""] += column.texts[row]
    }
    return texts
  }

  /// Whether `other` has about the same columns, in whatever order: of the names of each two in three.
  package func resembles(_ other: SampleTable) -> Bool {
    let (mine, theirs) = (Set(columns.map(\.name)), Set(other.columns.map(\.name)))
    return mine.intersection(theirs).count * 3 >= max(mine.count, theirs.count) * 2
  }
}

extension SampleTable.Column {
  /// Whether some word of its name is one for ids, so that its numbers may be some.
  var isNamedAnID: Bool {
    !Set(NameWords(name).words).isDisjoint(with: ["id", "uuid", "guid", "ref", "reference"])
  }

  /// Whether its name is one of something that has several requests, such as `session_id` or `chat.id`, and no request's
  /// own, such as `chat_completion_id`; what vendors call a request by is one whatever its name.
  var tellsSeveral: Bool {
    let words = NameWords(name.split(separator: ".").suffix(2).joined(separator: ".")).words
    if words.contains("key"), words != ["key"], Self.requests.isDisjoint(with: words) {
      return true
    }
    let last = words.last { Self.several.contains($0) || Self.requests.contains($0) }
    guard let last, Self.several.contains(last) else { return false }
    return !values.allSatisfy { text in Self.beginnings.contains { text.hasPrefix($0) } }
  }

  private static let several: Set<String> = [
    "session", "conversation", "thread", "chat", "agent", "ip", "type",
  ]
  private static let requests: Set<String> = [
    "request", "requests", "req", "call", "completion", "message", "messages", "response",
    "generation", "event", "events", "log", "row", "record", "span", "idempotency",
  ]
  /// Of OpenAI, Anthropic and OpenRouter.
  private static let beginnings = ["chatcmpl-", "resp_", "req_", "msg_", "gen-"]

  /// Whether all that it says are amounts of something: durations such as `1m 30s` or `850ms`, sizes, counts.
  var holdsMeasures: Bool { !values.isEmpty && values.allSatisfy(Self.isMeasure) }

  /// Whether a text is a number, or several, each with a unit after it or none.
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
