import Ledger

extension UnreadAdvice {
  /// Returns the advice for a count of the tokens of a service tier.
  static func tierTokens(
    _ tier: String, _ condition: RequestCondition, _ quoted: String, _ mapping: UsageMapping?
  ) -> String {
    if condition == .unreadQuantity, let mapping {
      let read = mapping.sources.first { $0.column == .cacheReadTokens }?.names ?? []
      let names = read.map(JSONString.quoted) + [quoted]
      return
        "write \"cache_read_tokens\": [\(names.joined(separator: ", "))] within \"columns\" of its mapping"
        + held(.cacheReadTokens, mapping)
    }
    let isUnread = mapping.map { !$0.gives(.serviceTier) } ?? false
    return "export a column service_tier, with \(tier) in these rows"
      + (isUnread
        ? ", and write \"service_tier\": \"service_tier\" within \"columns\" of its mapping" : "")
  }
}
