import Ledger

extension UnreadAdvice {
  /// On which terms requests were served that a column states in these words.
  ///
  /// - Parameter mapped: how a mapping reads the column as the service tier; nil without a mapping.
  static func terms(
    _ name: String, _ stated: [String], _ usual: [String], _ mapped: String?
  ) -> String {
    let column = ColumnNameWords(name).joined
    let isTier = column.contains("tier") || column == "speed"
    guard let mapped else { return ownTerms(name, stated, usual, isTier: isTier) }
    if ConditionColumn(name)?.holdsIDs ?? false {
      return "if all rows are batch requests, write in its mapping:"
        + " \"constants\": { \"service_tier\": \"batch\" }"
    }
    if isTier {
      let others = usual.filter { $0 != RateKey.standardServiceTier.description }
      return others.isEmpty
        ? mapped
        : mapped + means(.serviceTier, [], others, usually: "standard") { $0 }
    }
    return mapped + means(.serviceTier, stated, usual, usually: "standard") { tier($0, column) }
  }

  /// The same in a file of our own columns, which can be renamed and else has to say the tier in ours.
  private static func ownTerms(
    _ name: String, _ stated: [String], _ usual: [String], isTier: Bool
  ) -> String {
    let all = Set(stated + usual)
    let areOurs = !all.isEmpty && all.isSubset(of: RateKey.serviceTiers)
    if isTier || areOurs {
      return "write in assay.json: \"mappings\": { \(JSONString.quoted(name)): \"service_tier\" }"
    }
    let column = ColumnNameWords(name).joined
    let known = ConditionColumn(name)
    let tiers = Set(stated.map { tier($0, column) })
    let isBatch = stated.isEmpty && (known?.tellsBatch ?? false) && !column.hasPrefix("sku")
    if let told = isBatch ? "batch" : tiers.count == 1 ? tiers.first ?? nil : nil {
      return "export a column service_tier, with \(told) in these rows"
    }
    return "export a column service_tier that names these conditions, and give it prices"
  }

  /// The tier of service that a word of a column means; nil where unknown.
  private static func tier(_ word: String, _ column: String) -> String? {
    if let tier = ServiceTierName.meant(by: word) { return tier }
    if ColumnNameWords(word).joined.hasSuffix("batch") { return "batch" }
    guard ConditionKeywords.isYes(word) else { return nil }
    return ["batch", "flex", "priority"].first(where: column.contains)
  }
}
