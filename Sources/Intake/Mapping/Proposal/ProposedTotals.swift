import Ledger

/// What the totals of an unknown export hold.
extension ProposalMaker {
  /// Whether the sum of tokens that a row states shows that `whole` holds `part`; nil where nothing shows it.
  private func holds(_ whole: LedgerColumn, _ part: LedgerColumn) -> Bool? {
    guard let wholes = values(whole), let parts = values(part) else { return nil }
    if zip(wholes, parts).contains(where: { $1 > $0 }) { return false }
    let other: LedgerColumn = whole == .inputTokens ? .outputTokens : .inputTokens
    let total = table.columns.first {
      let name = NameWords($0.name.split(separator: ".").last ?? "")
      return ColumnWords.totals.contains(name.joined)
        || ["total", "tokens"].allSatisfy(name.words.contains)
    }
    guard let total, let others = values(other) else { return nil }
    let totals = total.texts.map { count($0, in: ColumnWords.unit(total.name)) }
    let rows = wholes.indices.filter { parts[$0] > 0 && totals[$0] > 0 }
    guard !rows.isEmpty else { return nil }
    if rows.allSatisfy({ totals[$0] == wholes[$0] + others[$0] }) { return true }
    return rows.allSatisfy { totals[$0] == wholes[$0] + others[$0] + parts[$0] } ? false : nil
  }

  private func values(_ column: LedgerColumn) -> [Int64]? {
    guard let name = guess.found[column]?.first, let texts = guess.column(name)?.texts else {
      return nil
    }
    return texts.map { count($0, in: ColumnWords.unit(name)) }
  }

  /// The classes of `parts` that `whole` holds, and why that is thought.
  func included(
    in whole: LedgerColumn, _ parts: [(LedgerColumn, String)]
  ) -> (words: [String], why: String)? {
    let present = parts.filter { guess.found[$0.0] != nil }
    guard guess.found[whole] != nil, !present.isEmpty else { return nil }
    let shown = present.map { holds(whole, $0.0) }
    let words = zip(present, shown).filter { part, shown in
      shown ?? !isApart(part.0)
    }.map { $0.0.1 }
    let why =
      shown.contains { $0 != nil }
      ? "as the numbers show" : "a guess: look whether their \(whole.name) holds them"
    return words.isEmpty ? ([], why) : (words, why)
  }

  /// Names after which vendors count a class beside the total and not within it.
  private func isApart(_ column: LedgerColumn) -> Bool {
    guard let name = guess.found[column]?.first else { return false }
    let word = NameWords(name.split(separator: ".").last ?? "").joined
    return [
      "cachereadinputtokens", "cachecreationinputtokens", "thoughtstokencount",
      "cachereadtokens", "cachewritetokens", "cacheread", "cachewrite",
    ].contains(word)
  }

  /// A count written in `unit`; 0 where it is none, or more than anybody uses.
  private func count(_ text: String, in unit: String?) -> Int64 {
    let factor = unit.flatMap(UnitFactor.init(word:)) ?? .one
    let count = form.plain(text, times: factor, allowsExponent: false).flatMap { Int64($0) } ?? 0
    return (0...BucketRow.countLimit).contains(count) ? count : 0
  }
}
