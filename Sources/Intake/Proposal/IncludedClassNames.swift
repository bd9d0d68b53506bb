import Ledger

/// The evidence of column names on the classes that a total includes.
extension ProposedTotals {
  /// Returns true if names say that a class is a detail of its total.
  ///
  /// `prompt_tokens_details.cached_tokens` is of `prompt_tokens`, `prompt.cached` of
  /// `prompt.total`.
  func isDetail(_ part: Part) -> Bool {
    let found = guess.found[part.whole, default: []]
    guard found.count == 1, let whole = guess.column(found[0]) else { return false }
    // What says the same is the same total.
    let totals = table.columns.filter { $0.name == whole.name || $0.texts == whole.texts }
      .map { ProposedTotals.singular($0.name.split(separator: ".").last ?? "") + ["detail"] }
    if ProposedTotals.isNative(whole.name) {
      return part.columns.flatMap { guess.found[$0, default: []] }
        .allSatisfy(ProposedTotals.isNative)
    }
    let side = whole.name.hasSuffix(".total") ? whole.name.dropLast("total".count) : nil
    return part.columns.flatMap { guess.found[$0, default: []] }.allSatisfy { name in
      if let side, name.hasPrefix(side) { return true }
      let words = ProposedTotals.singular(name)
      return totals.contains { total in
        words.count > total.count
          && words.indices.dropLast(total.count).contains {
            words[$0..<$0 + total.count].elementsEqual(total)
          }
      }
    }
  }

  /// Returns true if a count is OpenRouter's own name for the vendor's count.
  ///
  /// Its prompt includes cache reads and writes
  /// (https://openrouter.ai/docs/use-cases/usage-accounting, read 2026-11-26), and its completion
  /// includes reasoning.
  private static func isNative(_ name: String) -> Bool {
    ColumnNameWords(name.split(separator: ".").last ?? "").words.starts(with: ["native", "tokens"])
  }

  /// Returns true if the name of a total says that it is of text alone.
  ///
  /// Such a total includes neither audio nor images.
  func isOfOtherMode(_ part: Part) -> Bool {
    guard part.kind == .audio || part.kind == .image else { return false }
    return guess.found[part.whole, default: []].allSatisfy { name in
      let words = ColumnNameWords(name.split(separator: ".").last ?? "").words
      return words.contains("text") && words.contains { $0.hasPrefix("tok") }
    }
  }

  /// Returns true if the name of a total says that it holds nothing of a cache.
  func isUncached(_ part: Part) -> Bool {
    guard part.kind == .cacheRead || part.kind == .cacheWrite else { return false }
    let names = guess.found[part.whole, default: []]
    return !names.isEmpty && names.allSatisfy { CacheKeywords.isUncached(ColumnNameWords($0)) }
  }

  private static func singular(_ name: some StringProtocol) -> [String] {
    ColumnNameWords(name).words.map { $0.hasSuffix("s") ? String($0.dropLast()) : $0 }
  }

  /// Returns true if names say that a class is counted beside the total and not within it.
  ///
  /// The names of some vendors do. Assay's names do in a file with names that only Assay uses.
  func isApart(_ part: Part) -> Bool {
    guard let whole = guess.found[part.whole]?.first else { return false }
    if isOfOtherMode(part) { return true }
    if hasNameOfOurs, hasOwnName(part.whole), part.columns.allSatisfy(hasOwnName) { return true }
    if isUncached(part) { return true }
    // Where what was read stands beside the total, so does what was written.
    let columns = part.columns + (part.kind == .cacheWrite ? [.cacheReadTokens] : [])
    return columns.contains { column in
      guard let name = guess.found[column]?.first else { return false }
      let word = ColumnNameWords(name.split(separator: ".").last ?? "").joined
      if word == "thoughtstokencount" { return VendorReportedOutput.namesCandidates(whole) }
      return ProposedTotals.namesApart.contains(word)
    }
  }

  private static let namesApart: Set = [
    "cachereadinputtokens", "cachecreationinputtokens",
    "cachereadtokens", "cachewritetokens", "cacheread", "cachewrite",
    // Amazon Bedrock's.
    "cachereadinputtokencount", "cachewriteinputtokencount", "cachewriteinputtokens",
  ]

  /// Returns true if a class has a name that many use for tokens outside a total.
  ///
  /// The vendor documents that its total includes the class.
  func isContested(_ part: Part, _ way: (UsageMapping.Part) -> Bool?) -> Bool {
    guard way(part.kind) == true, !isDetail(part), !hasNameOfOurs else { return false }
    return part.columns.compactMap { guess.found[$0]?.first }.contains { name in
      let word = ColumnNameWords(name.split(separator: ".").last ?? "").joined
      return ProposedTotals.commonNames.contains(word)
    }
  }

  private static let commonNames: Set = [
    "cachereadtokens", "cachewritetokens", "cacheread", "cachewrite",
  ]

  /// True if a column has a name that only Assay's own ledger has.
  private var hasNameOfOurs: Bool {
    let ourOwn: [LedgerColumn] = [
      .startedAt, .completedAt, .cacheWrite5mTokens, .cacheWrite1hTokens, .vendorCostUSD,
      .creditsDeducted,
    ]
    return ourOwn.contains(where: hasOwnName)
  }

  /// Returns true if the table has `column` under its Assay name.
  private func hasOwnName(_ column: LedgerColumn) -> Bool {
    table.column(named: column.name) != nil
  }
}
