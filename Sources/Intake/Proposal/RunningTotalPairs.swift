/// Pairs of columns whose names are alike but for a word for a sum and one for what was added last, as
/// `total_input_tokens` and `last_input_tokens` are.
enum RunningTotalPairs {
  /// Returns such columns among `names`, in the order of the sums.
  static func pairs(_ names: [String]) -> [(part: String, sum: String)] {
    var parts: [[String]: String] = [:]
    for name in names.reversed() {
      if let rest = rest(of: name, without: steps) { parts[rest] = name }
    }
    if parts.isEmpty { return [] }
    return names.compactMap { name in
      guard rest(of: name, without: steps) == nil, let rest = rest(of: name, without: sums),
        let part = parts[rest]
      else { return nil }
      return (part, name)
    }
  }

  /// Returns such columns among `names`, in the order of the sums, where only the sum says what it is, as
  /// `accumulated_input_tokens` does beside `input_tokens`.
  static func plainPairs(_ names: [String]) -> [(part: String, sum: String)] {
    var plain: [[String]: String] = [:]
    for name in names.reversed() where !SessionSumColumns.isGrowing(name) {
      plain[ColumnNameWords(last(name)).words] = name
    }
    return names.compactMap { name in
      guard SessionSumColumns.isGrowing(name),
        let part = plain[SessionSumColumns.plain(ColumnNameWords(last(name)).words)]
          ?? plain[ColumnNameWords(last(name)).words]
      else { return nil }
      return (part, name)
    }
  }

  private static func last(_ name: String) -> Substring { name.split(separator: ".").last ?? "" }

  /// Returns true if a column tells sessions apart, by its name.
  static func namesSessions(_ name: String) -> Bool {
    let words = ColumnNameWords(name.split(separator: ".").suffix(2).joined(separator: ".")).words
    return !sessions.isDisjoint(with: words) && ["id", "uuid"].contains(words.last)
      || words.count == 1 && sessions.contains(words[0])
  }

  /// The words of a name without those for steps and sums; nil where it has none of `wanted`, or no others.
  private static func rest(of name: String, without wanted: Set<String>) -> [String]? {
    let words = SessionSumColumns.joiningSoFar(ColumnNameWords(name).words)
    guard words.contains(where: wanted.contains) else { return nil }
    let rest = words.filter { !steps.contains($0) && !sums.contains($0) }
    return rest.isEmpty ? nil : rest
  }

  private static let steps: Set = [
    "last", "latest", "delta", "increment", "incremental", "turn", "per", "this", "current",
  ]
  private static let sums = SessionSumColumns.growing.union([
    "total", "totals", "session", "overall", "accumulative",
  ])
  private static let sessions: Set = ["session", "conversation", "thread", "chat"]
}
