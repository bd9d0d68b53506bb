import Ledger

/// A column that states by row whether the input holds what a cache read or wrote, such as `$ai_cache_reporting_exclusive`.
struct CacheReporting {
  /// The name of the column.
  let name: String
  /// By row, true if the input holds it; nil where the row does not state it.
  private let held: [Bool?]

  /// Finds it in a table; nil where no column of yes and no has such a name.
  init?(_ table: SampleTable) {
    for column in table.columns {
      guard let word = CacheReporting.word(in: column.name), !column.values.isEmpty,
        column.values.allSatisfy({ CacheReporting.answer($0) != nil })
      else { continue }
      name = column.name
      held = column.texts.map { CacheReporting.answer($0).map { $0 == (word == "inclusive") } }
      return
    }
    return nil
  }

  /// Returns what the rows state that have some of these counts: one answer, both, or none.
  func answers(_ counts: [[Int64]]) -> Set<Bool> {
    Set(
      held.indices.compactMap { row in counts.contains { $0[row] > 0 } ? held[row] : nil })
  }

  private static func word(in name: String) -> String? {
    let words = ColumnNameWords(name.split(separator: ".").last ?? "").words
    guard words.contains(where: { $0.hasPrefix("cach") }) else { return nil }
    return words.last { $0 == "exclusive" || $0 == "inclusive" }
  }

  /// Digits may be counts.
  private static func answer(_ text: String) -> Bool? {
    switch text.lowercased() {
    case "true", "t", "yes", "y": true
    case "false", "f", "no", "n": false
    default: nil
    }
  }
}

extension ProposedTotals {
  /// Returns true if rows state that the total includes a class of a cache; nil if none does, or they differ.
  func statement(on part: Part) -> Bool? {
    guard part.kind == .cacheRead || part.kind == .cacheWrite else { return nil }
    return cacheAnswers.count == 1 ? cacheAnswers.first : nil
  }

  /// Returns true if rows state both of a class of a cache, or their numbers contradict what they state.
  func isContradicted(_ part: Part) -> Bool {
    guard part.kind == .cacheRead || part.kind == .cacheWrite else { return false }
    if cacheAnswers.count > 1 { return true }
    guard let stated = statement(on: part), !isShownByWholes else { return false }
    return zip(parts, shown).contains { other, isShown in
      other.whole == part.whole && other.kind == part.kind && isShown == !stated
    }
  }

  /// The name of the column that states it, as comments write it.
  var statingName: String { reporting.map { ProposalJSON.visible($0.name) } ?? "" }

  /// Returns the reason why a rule is open where rows contradict each other; nil where they do not.
  func contradiction(of whole: LedgerColumn) -> String? {
    guard whole == .inputTokens, cacheAnswers.count > 1 else { return nil }
    return
      "\(statingName) states both: divide the file by it into two, each with a mapping of its own"
  }
}
