/// Columns of usage whose names say that each row sums the requests of a session.
///
/// A price that depends on the length of a request follows from no such sum.
enum SessionSums {
  /// Returns true for the name of such a column, as `accumulated_input_tokens` is.
  ///
  /// - Parameter path: the name; members within members are joined by points.
  static func isOne(_ path: String) -> Bool {
    path.utf8.count <= 400
      && path.split(separator: ".").suffix(2).contains { part in
        let words = Set(ColumnNameWords(part).words)
        return !words.isDisjoint(with: growing) || words.contains("accumulative")
          || words.contains("session") && !words.isDisjoint(with: usage)
      }
  }

  /// Words for sums of all requests so far.
  static let growing: Set = [
    "accumulated", "cumulative", "cumulated", "cumul", "cum", "running", "sofar", "lifetime",
    "kumuliert",
  ]
  private static let usage: Set = [
    "total", "totals", "token", "tokens", "usage", "input", "output", "prompt", "completion",
  ]
}
