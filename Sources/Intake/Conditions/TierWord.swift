import Ledger

/// Words of vendors for service tiers, which tell a service tier whatever the name of their column.
enum TierWord {
  /// Whether a column of such words in its name may state a service tier: plans of customers, queues and texts do not.
  static func mayName(_ words: Set<String>) -> Bool { words.isDisjoint(with: others) }

  /// Whether its `batch` is the vendor's too, and no kind of work of the customer.
  static func mayNameBatch(_ words: Set<String>) -> Bool { !words.isDisjoint(with: routes) }

  /// Whether a value alone states another tier than the standard one.
  static func isTold(_ text: String, batch: Bool) -> Bool {
    switch text.lowercased() {
    case "flex", "priority": true
    case "batch": batch
    default: false
    }
  }

  /// Whether what stands in a column is service tiers by its values: words for them alone, one of them not the standard.
  static func areTiers(_ values: [String], in name: String) -> Bool {
    let words = Set(NameWords(name).words)
    guard !words.isEmpty, mayName(words), ConditionColumn(name) != nil else { return false }
    let tiers = Set(values.map(meant))
    return areTiers(values) && (tiers.count > 1 || tiers == ["flex"])
  }

  /// Whether texts are words for service tiers alone, one of them not the standard.
  static func areTiers(_ values: [String]) -> Bool {
    let tiers = Set(values.map(meant))
    let special = tiers.contains { $0 == "flex" || $0 == "priority" || $0 == "batch" }
    return special && !tiers.contains(nil)
  }

  private static func meant(_ text: String) -> String? {
    if let tier = ServiceTierName.meant(by: text) { return tier }
    return text.lowercased() == "scale" ? "scale" : nil
  }

  private static let others: Set = [
    "plan", "tier", "package", "subscription", "account", "queue", "ticket", "support", "job",
    "task", "feature", "workload", "project", "product", "name", "title", "note", "notes",
    "comment", "tag", "tags", "label", "labels", "model", "status", "state", "severity", "prompt",
    "content", "text", "message", "description", "user", "customer", "client", "tenant", "team",
    "id", "group", "role", "agent", "env", "environment", "source", "provider",
  ]
  private static let routes: Set = [
    "api", "processing", "serving", "inference", "submission", "execution", "lane", "throughput",
  ]
}

extension ConditionColumn {
  /// A column of any other name, in which a word for a service tier states it.
  static func tierWord(_ words: Set<String>) -> ConditionColumn? {
    guard TierWord.mayName(words) else { return nil }
    var column = ConditionColumn(.tierWord(batch: TierWord.mayNameBatch(words)))
    column.isTopLevel = true
    return column
  }
}
