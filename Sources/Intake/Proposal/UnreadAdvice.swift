import Ledger

/// Advice for a column that affects a price and that nothing reads.
package enum UnreadAdvice {
  /// - Parameters:
  ///   - name: of the column, as the file has it.
  ///   - words: those in which it states the condition, as far as they are words.
  ///   - usual: other words of the column, which state nothing special.
  ///   - isMapped: the settings say what the columns of its file mean.
  ///   - read: the name of the column that a mapping reads as a native one; nil for none.
  ///   - mapping: what the settings say of its file.
  ///   - beside: how the first rows of the file state it beside what its mapping reads for the same class.
  package static func text(
    _ name: String, _ condition: RequestCondition, words stated: [String],
    usual: [String] = [], isMapped: Bool, read: (LedgerColumn) -> String? = { _ in nil },
    mapping: UsageMapping? = nil, beside: Beside = .sometimes
  ) -> String {
    let quoted = JSONString.quoted(name)
    let column = ConditionColumn(name)
    let areKeys = !stated.isEmpty && stated.allSatisfy(ConditionKeywords.isOwnKey)
    let tellsKeyOwner = column?.tellsKeyOwner ?? false || column?.tellsKind ?? false && areKeys
    let wanted: LedgerColumn? =
      switch condition {
      case .unreadTerms where tellsKeyOwner: .byok
      case .unreadTerms where column?.tellsContext ?? false: nil
      case .unreadTerms: .serviceTier
      case .unreadRegion: .region
      default: nil
      }
    func mapped(_ column: LedgerColumn) -> String {
      isMapped
        ? "write \(JSONString.quoted(column.name)): \(quoted) within \"columns\" of its mapping"
        : "write in assay.json: \"mappings\": { \(quoted): \"\(column.name)\" }"
    }
    if condition == .unreadTerms, column?.tellsKind ?? false,
      !stated.isEmpty, stated.allSatisfy(ConditionKeywords.isUncharged)
    {
      if stated.allSatisfy(ConditionKeywords.isFree) {
        return isMapped
          ? "leave these rows out, because no customer paid: " + skip(quoted, stated)
          : "leave these rows out of the export, because no customer paid"
      }
      return isMapped
        ? mapped(.status) + means(.status, stated, usual, usually: "completed") { _ in "failed" }
        : "export a column status, with failed for such requests"
    }
    if let tier = ConditionColumn.tierOfTokens(name) {
      return tierTokens(tier, condition, quoted, isMapped ? mapping : nil)
        + "; if no price depends on it: \"mappings\": { \(quoted): \"ignored\" }"
    }
    // A mapping reads one of them: the other would be what nothing reads.
    if isMapped, let wanted, let other = read(wanted),
      folded(Array(other.utf8)) != folded(Array(name.utf8))
    {
      return
        "its mapping reads \(wanted.name) from \(JSONString.quoted(other)) only: export both as one"
        + " column; if \(quoted) states the same or no price depends on it:"
        + " \"mappings\": { \(quoted): \"ignored\" }"
    }
    if isMapped, let column, column.isOfMappings, condition == .unreadQuantity,
      let wanted = column.classes.first(where: { mapping?.gives($0) ?? false })
    {
      return counted(wanted, quoted, mapping, beside)
        + "; if no price depends on it: \"mappings\": { \(quoted): \"ignored\" }"
    }
    if column?.tellsWriteTerm ?? false {
      return "export tokens cached for an hour as cache_write_1h_tokens, and not as"
        + " cache_write_5m_tokens: they cost more"
    }
    if tellsKeyOwner, condition == .unreadTerms {
      // What a key costs whom is no condition to be left out.
      if isMapped {
        return mapped(.byok) + means(.byok, stated, usual, usually: "false") { _ in "true" }
      }
      return stated.allSatisfy { StatusAndFlagCells.boolean(Array($0.utf8)) != nil }
        ? mapped(.byok) : "export a column byok, with true or false in each row"
    }
    let words: String
    switch condition {
    case .unreadRegion where !isMapped && column?.isPath ?? false:
      words = "export the region of each request as a column region, such as us-east5"
    case .unreadRegion: words = mapped(.region)
    case .unreadTerms where column?.tellsContext ?? false:
      words =
        "export all input of each request, because the long-context price depends on it"
    case .unreadTerms: words = terms(name, stated, usual, isMapped ? mapped(.serviceTier) : nil)
    case .gatewayCache where isMapped && column?.tellsCacheByID ?? false:
      words =
        "leave these rows out, because no vendor answered: \"only\": { \(quoted): ["
        + (usual.isEmpty
          ? "\"00000000-0000-0000-0000-000000000000\""
          : usual.map(JSONString.quoted).joined(separator: ", "))
        + "] } in its mapping"
    case .gatewayCache where !stated.allSatisfy { column?.surelyTellsCache($0) ?? true }:
      words =
        "if no vendor answered these requests, leave them out"
        + (isMapped ? ": " + skip(quoted, stated) : " of the export")
    case .gatewayCache, .trial:
      words =
        isMapped
        ? "leave these rows out, because no vendor answered: " + skip(quoted, stated)
        : "leave these rows out of the export, because no vendor answered"
    case .reversal:
      words =
        isMapped
        ? "leave these rows out: " + skip(quoted, stated) : "leave these rows out of the export"
    case .partsOfAnyLength: words = "export each request as its own row"
    case .undividedOutput:
      words = "export the image part of the output as image_output_tokens, and not as output_tokens"
    case .unitsNotStated:
      words =
        "export the images, seconds, searches or tokens of each such call; if each costs the same,"
        + " a price of the class request is enough"
    default:
      let classes = column?.classes ?? []
      // Items of a list have no name to map.
      let last = name.split(separator: ".").last ?? ""
      let isMember =
        !name.hasSuffix("_call") && !name.contains("[]") && !ConditionColumn.areQueries(name.utf8)
      let isToolPrompt = ConditionColumn.isToolPrompt(ColumnNameWords(last))
      words =
        UnitlessDurations.isOne(name)
        ? length(mapped(.seconds))
        : isToolPrompt
          ? input(besides: quoted, read(.inputTokens), isMapped)
          : classes.count == 1 && isMember
            ? mapped(classes[0]) + (isMapped ? held(classes[0], mapping) : "")
            : classes.isEmpty
              ? "Assay has no unit class for it: compare these rows with the vendor's bill"
              : "state it in \(classes.map(\.name).joined(separator: " or "))"
                + (isMapped ? held(classes[0], mapping) : "")
    }
    return words
      + "; if no price depends on it: \"mappings\": { \(quoted): \"ignored\" }"
  }

  /// Returns the advice for a length without a stated unit.
  package static func length(_ mapped: String) -> String {
    "it states no unit: if it counts seconds, \(mapped); otherwise export it as seconds"
  }

  /// Returns the advice for input tokens outside the column that is read as input.
  private static func input(besides quoted: String, _ read: String?, _ isMapped: Bool) -> String {
    guard isMapped, let read else { return "add these tokens to input_tokens in the export" }
    return
      "write \"input_tokens\": [\(JSONString.quoted(read)), \(quoted)] within \"columns\" of its"
      + " mapping, because the first column does not include these tokens"
  }

  /// Returns the advice for the meanings of words; unknown ones are left open.
  static func means(
    _ column: LedgerColumn, _ words: [String], _ usual: [String], usually usualMeaning: String,
    _ meaning: (String) -> String?
  ) -> String {
    let meanings =
      words.prefix(8).map { ($0, meaning($0) ?? MappingProposal.open) }
      + usual.prefix(8).map { ($0, usualMeaning) }
    let pairs = meanings.map { JSONString.quoted($0) + ": " + JSONString.quoted($1) }
    return ", and the meaning of all its words in \"values\""
      + (pairs.isEmpty ? "" : ": \"\(column.name)\": { \(pairs.joined(separator: ", ")) }")
  }

  private static func skip(_ quoted: String, _ words: [String]) -> String {
    let words = words.isEmpty ? [MappingProposal.open] : words
    let list = words.prefix(8).map(JSONString.quoted).joined(separator: ", ")
    return "\"skip\": { \(quoted): [\(list)] } in its mapping"
  }
}
