/// Pairs of columns whose names are alike but for a word for a sum and one for what was added last, as
/// `total_input_tokens` and `last_input_tokens` are.
enum StepAndSumColumns {
  /// Returns such columns among `names`, in the order of the sums.
  static func pairs(_ names: [String]) -> [(part: String, sum: String)] {
    var parts: [[String]: String] = [:]
    for name in names.reversed() {
      if let rest = rest(of: name, without: steps) { parts[rest] = name }
    }
    if parts.isEmpty { return [] }
    return names.compactMap { name in
      guard let rest = rest(of: name, without: sums), let part = parts[rest], part != name else {
        return nil
      }
      return (part, name)
    }
  }

  /// Returns true if a column tells sessions apart, by its name.
  static func namesSessions(_ name: String) -> Bool {
    let words = ColumnNameWords(name.split(separator: ".").suffix(2).joined(separator: ".")).words
    return !sessions.isDisjoint(with: words) && ["id", "uuid"].contains(words.last)
      || words.count == 1 && sessions.contains(words[0])
  }

  /// The words of a name without the first of some; nil where it has none of these.
  private static func rest(of name: String, without wanted: Set<String>) -> [String]? {
    var words = ColumnNameWords(name).words
    guard let place = words.firstIndex(where: wanted.contains), words.count > 1 else { return nil }
    words.remove(at: place)
    return words
  }

  private static let steps: Set = [
    "last", "latest", "delta", "increment", "incremental", "turn",
  ]
  private static let sums = SessionSums.growing.union([
    "total", "totals", "session", "overall", "accumulative",
  ])
  private static let sessions: Set = ["session", "conversation", "thread", "chat"]
}
