import Ledger

/// What to do about a column that states what a price depends on, and that nothing reads.
package enum UnreadAdvice {
  /// - Parameters:
  ///   - name: of the column, as the file has it.
  ///   - isMapped: the settings say what the columns of its file mean.
  ///   - read: the name of the column that a mapping reads as one of ours; nil for none.
  package static func text(
    _ name: String, _ condition: RequestCondition, isMapped: Bool,
    read: (LedgerColumn) -> String? = { _ in nil }
  ) -> String {
    let quoted = JSONString.quoted(name)
    let wanted: LedgerColumn? =
      condition == .unreadTerms ? .serviceTier : condition == .unreadRegion ? .region : nil
    // A mapping reads one of them: the other would be what nothing reads.
    if isMapped, let wanted, let other = read(wanted),
      folded(Array(other.utf8)) != folded(Array(name.utf8))
    {
      return
        "its mapping reads \(wanted.name) from \(JSONString.quoted(other)), and can read one column:"
        + " export both as one; if \(quoted) says the same or no price depends on it:"
        + " \"mappings\": { \(quoted): \"ignored\" }"
    }
    func mapped(_ column: LedgerColumn) -> String {
      isMapped
        ? "write \(JSONString.quoted(column.name)): \(quoted) within \"columns\" of its mapping"
        : "write in assay.json: \"mappings\": { \(quoted): \"\(column.name)\" }"
    }
    let words: String
    switch condition {
    case .unreadRegion: words = mapped(.region)
    case .unreadTerms:
      words =
        NameWords(name).joined.contains("tier") || NameWords(name).joined == "speed"
        ? mapped(.serviceTier)
        : isMapped
          ? mapped(.serviceTier)
            + ", and in \"values\" what its words mean: \"service_tier\": { \"true\": \"batch\", \"*\": \"standard\" }"
          : "state the service tier in a column service_tier, as in batch"
    case .gatewayCache:
      words =
        isMapped
        ? "leave these rows out, as no vendor was asked: \"skip\": { \(quoted): [\"true\"] } in its mapping, with the words for hits"
        : "leave these rows out of the export, as no vendor was asked"
    case .reversal:
      words =
        isMapped
        ? "leave these rows out: \"skip\": { \(quoted): [\"refund\"] } in its mapping, with their words"
        : "leave these rows out of the export"
    default:
      let classes = ConditionColumn(name)?.classes ?? []
      words =
        classes.count == 1
        ? mapped(classes[0])
        : classes.isEmpty
          ? "no unit class is for it: compare these rows with the vendor's bill"
          : "state it in \(classes.map(\.name).joined(separator: " or "))"
    }
    return words
      + "; if no price depends on it: \"mappings\": { \(quoted): \"ignored\" }"
  }
}
