import Ledger

/// Members of objects that state something only with the name of what they are in.
extension ConditionColumn {
  /// A member that says something only with the name of what it is in.
  static func within(_ parent: Substring, _ last: Substring) -> ConditionColumn? {
    let (owner, name) = (ColumnNameWords(parent), ColumnNameWords(last))
    switch (owner.joined, name.joined) {
    case ("performanceconfig", "latency"), ("performance", "latency"):
      return ConditionColumn(.termWord)
    case (let owner, let name) where tiers.contains(owner): return tier(memberNamed: name)
    case ("operation", "name"), ("span", "name"): return ConditionColumn(.mediaWord)
    default: break
    }
    let kind = name.words.filter { $0 != "tokens" }
    let isModality =
      owner.words.contains("details") && kind.count == 1
      && modalities.contains(kind[0])
    let isCount = name.words.allSatisfy(counts.contains)
    guard isModality || isCount else { return nil }
    let both = ColumnNameWords(parent + "_" + last)
    return quantity(both, Set(both.words))
  }

  private static let modalities: Set = ["audio", "image", "video"]

  /// A member of an object that states a service tier, as Bedrock's `serviceTier` does by its `type`.
  ///
  /// Of other members only a word for a tier says something.
  private static func tier(memberNamed name: String) -> ConditionColumn? {
    if name.hasPrefix("requested") || name.hasPrefix("desired") { return nil }
    return ConditionColumn(
      tierMembers.contains(name) ? .notNeutral(.unreadTerms) : .tierWord(batch: true))
  }
}
