/// Columns of usage whose names say that each row sums several requests, as those of a session.
///
/// A price that depends on the length of a request follows from no such sum.
enum SessionSums {
  /// Returns true for the name of such a column, as `accumulated_input_tokens` and `sum prompt_tokens` are.
  ///
  /// - Parameter path: the name; members within members are joined by points.
  static func isOne(_ path: String) -> Bool {
    guard path.utf8.count <= 400 else { return false }
    // Queries write `SUM(gen_ai.usage.input_tokens)`.
    if path.lowercased().hasPrefix("sum("), path.hasSuffix(")") { return true }
    return path.split(separator: ".").suffix(2).contains { part in
      let words = Set(ColumnNameWords(part).words)
      return !words.isDisjoint(with: growing) || words.contains("accumulative")
        || words.contains("session") && !words.isDisjoint(with: usage)
        || words.contains("sum") && !words.isDisjoint(with: sides)
    }
  }

  /// Returns true if a name such as `total_prompt_tokens` is that of a total, of one request or of several.
  static func isTotal(_ path: String) -> Bool {
    path.utf8.count <= 400
      && ColumnNameWords(path.split(separator: ".").last ?? "").words.contains {
        ["total", "totals", "sum"].contains($0)
      }
  }

  /// Returns true for a name that says how many requests a total is of, and nothing beside other counts.
  static func countsRequests(_ path: String) -> Bool {
    path.utf8.count <= 16 && ["count", "n", "cnt"].contains(ColumnNameWords(path).joined)
  }

  /// Words for sums of all requests so far.
  static let growing: Set = [
    "accumulated", "cumulative", "cumulated", "cumul", "cum", "running", "sofar", "lifetime",
    "kumuliert",
  ]
  /// The sum of one request's tokens is not named for input or output.
  private static let sides: Set = ["input", "output", "prompt", "completion"]
  private static let usage: Set = [
    "total", "totals", "token", "tokens", "usage", "input", "output", "prompt", "completion",
  ]
}
