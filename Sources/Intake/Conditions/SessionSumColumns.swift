/// Columns of usage whose names say that each row sums several requests, as those of a session.
///
/// A price that depends on the length of a request follows from no such sum.
enum SessionSumColumns {
  /// Returns true for the name of such a column, as `accumulated_input_tokens` and `sum prompt_tokens` are.
  ///
  /// - Parameter path: the name; members within members are joined by points.
  static func isOne(_ path: String) -> Bool {
    guard path.utf8.count <= 400 else { return false }
    // Queries write `SUM(gen_ai.usage.input_tokens)`.
    if path.lowercased().hasPrefix("sum("), path.hasSuffix(")") { return true }
    return isGrowing(path)
      || path.split(separator: ".").suffix(2).contains { part in
        let words = Set(ColumnNameWords(part).words)
        return words.contains("session") && !words.isDisjoint(with: usage)
          || words.contains("sum") && !words.isDisjoint(with: sides)
      }
  }

  /// Returns true for the name of a column that sums all requests so far, as `total_input_tokens_so_far` does.
  static func isGrowing(_ path: String) -> Bool {
    path.utf8.count <= 400
      && path.split(separator: ".").suffix(2).contains { part in
        joiningSoFar(ColumnNameWords(part).words).contains {
          growing.contains($0) || $0 == "accumulative"
        }
      }
  }

  /// Returns the words of a name without those that say that it sums all requests so far.
  static func plain(_ words: [String]) -> [String] {
    joiningSoFar(words).filter {
      !growing.contains($0) && !["accumulative", "total", "totals"].contains($0)
    }
  }

  /// Returns the words with `so far` as one.
  static func joiningSoFar(_ words: [String]) -> [String] {
    guard
      let place = words.indices.dropLast().first(where: {
        words[$0] == "so" && words[$0 + 1] == "far"
      })
    else { return words }
    return words[..<place] + ["sofar"] + words[(place + 2)...]
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
    "cost", "costs", "spend", "credits",
  ]
}
