import Ledger

/// Counts whose name says on which terms their tokens were served.
///
/// Of what OpenAI served as flex, LangChain writes `flex_cache_read` in place of `cache_read`, `flex_reasoning` in place of
/// `reasoning`, and as `flex` the rest of input or output; and the same of priority.
extension ConditionColumn {
  /// A column named by a service tier and the class of tokens, or by a tier alone among the details of usage.
  static func tierTokens(_ owner: Substring?, _ name: ColumnNameWords) -> ConditionColumn? {
    let tiers = name.words.filter(TierTokens.tiers.contains)
    let rest = Set(name.words).subtracting(tiers)
    guard tiers.count == 1, rest.isSubset(of: TierTokens.counters) else { return nil }
    let isOfUsage =
      owner.map { !TierTokens.owners.isDisjoint(with: ColumnNameWords($0).words) } ?? false
    // `batch_tokens` may be those of all texts that were sent at once.
    let isCounter =
      !rest.isDisjoint(with: TierTokens.classes)
      || tiers != ["batch"] && !rest.isDisjoint(with: TierTokens.tokens)
    guard isOfUsage || isCounter && !rest.isDisjoint(with: TierTokens.telling) else { return nil }
    return ConditionColumn(.tierTokens(cached: !rest.isDisjoint(with: ["cache", "cached"])))
  }

  /// True if its name states the terms on which the counted tokens were served.
  var tellsTierOfTokens: Bool { if case .tierTokens = test { true } else { false } }

  /// True if the tokens that it counts were read from a cache.
  var isCachedOfTier: Bool { test == .tierTokens(cached: true) }

  /// The tier that its name says.
  static func tierOfTokens(_ path: String) -> String? {
    let parts = path.split(separator: ".").suffix(2)
    guard let last = parts.last, tierTokens(parts.dropLast().last, ColumnNameWords(last)) != nil
    else {
      return nil
    }
    return ColumnNameWords(last).words.first(where: TierTokens.tiers.contains)
  }
}

private enum TierTokens {
  static let tiers: Set = ["flex", "priority", "batch", "scale", "provisioned", "ptu", "fast"]
  static let owners: Set = ["usage", "details", "detail", "tokens", "token"]
  static let tokens: Set = ["token", "tokens", "tok"]
  static let classes: Set = [
    "input", "output", "prompt", "completion", "cache", "cached", "reasoning", "audio", "image",
  ]
  /// Without the name of an owner something has to say that these are tokens.
  static let telling: Set = tokens.union(["cache", "cached", "reasoning"])
  static let counters: Set = classes.union(telling).union([
    "read", "write", "creation", "text", "5m", "1h",
  ])
}
