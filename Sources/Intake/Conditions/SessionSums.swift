/// Columns of usage whose names say that each row sums the requests of a session.
///
/// A price that depends on the length of a request follows from no such sum.
enum SessionSums {
  /// Whether a name says so, as `accumulated_input_tokens` does.
  ///
  /// - Parameter path: the name; members within members are joined by points.
  static func isOne(_ path: String) -> Bool {
    path.utf8.count <= 400
      && path.split(separator: ".").suffix(2).contains { part in
        let words = Set(NameWords(part).words)
        return !words.isDisjoint(with: sums)
          || words.contains("session") && !words.isDisjoint(with: usage)
      }
  }

  private static let sums: Set = [
    "accumulated", "accumulative", "cumulative", "cumulated", "cumul", "cum", "running", "sofar",
    "lifetime", "kumuliert",
  ]
  private static let usage: Set = [
    "total", "totals", "token", "tokens", "usage", "input", "output", "prompt", "completion",
  ]
}
