import Ledger

/// Words of vendors for service tiers, which tell a service tier whatever the name of their column.
enum ServiceTierKeywords {
  /// Returns true if a column with such words in its name may state a service tier.
  ///
  /// Customer plans, queues and texts do not.
  static func mayName(_ words: Set<String>) -> Bool { words.isDisjoint(with: others) }

  /// Returns true if its `batch` is the vendor's and not a kind of the customer's work.
  static func mayNameBatch(_ words: Set<String>) -> Bool { !words.isDisjoint(with: routes) }

  /// Returns true if a value alone states another tier than the standard one.
  static func isTold(_ text: String, batch: Bool) -> Bool {
    switch text.lowercased() {
    case "flex", "priority": true
    case "batch": batch
    default: false
    }
  }

  /// Returns true if the values of a column are service tiers.
  ///
  /// All are words for service tiers, and one of them is not the standard tier.
  static func areTiers(_ values: [String], in name: String) -> Bool {
    let words = Set(ColumnNameWords(name).words)
    guard !words.isEmpty, mayName(words), ConditionColumn(name) != nil else { return false }
    let tiers = Set(values.map(meant))
    return areTiers(values) && (tiers.count > 1 || tiers == ["flex"])
  }

  /// Returns true if all texts are words for service tiers, and one is not the standard tier.
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
    guard ServiceTierKeywords.mayName(words) else { return nil }
    var column = ConditionColumn(.tierWord(batch: ServiceTierKeywords.mayNameBatch(words)))
    column.isTopLevel = true
    return column
  }
}
