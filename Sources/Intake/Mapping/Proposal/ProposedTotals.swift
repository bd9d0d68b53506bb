import Ledger

/// What the totals of an unknown export hold.
extension ProposalMaker {
  /// A class that a total may hold, or stand beside.
  private struct Part {
    let whole: LedgerColumn
    let column: LedgerColumn
    /// Its word in a mapping.
    let word: String
    /// One per row.
    let counts: [Int64]
  }

  /// The classes that `whole` holds, and why that is thought.
  func included(in whole: LedgerColumn) -> (words: [String], why: String)? {
    let found = zip(parts, shown(parts)).filter { $0.0.whole == whole }
    guard !found.isEmpty else { return nil }
    let words = found.filter { part, isHeld in isHeld ?? !isApart(part) }.map { $0.0.word }
    let sure = found.filter { $0.1 != nil }.map { $0.0.word }
    let guess = "a guess: look whether their \(whole.name) holds them"
    if sure.isEmpty { return (words, guess) }
    let why = "as the numbers show"
    return (
      words,
      sure.count == found.count ? why : "\(sure.joined(separator: " and ")) \(why); else \(guess)"
    )
  }

  /// The classes that totals may hold, and their words in a mapping.
  static let parts: [(whole: LedgerColumn, column: LedgerColumn, word: String)] = [
    (.inputTokens, .cacheReadTokens, "cache_read"),
    (.inputTokens, .cacheWrite5mTokens, "cache_write"),
    (.inputTokens, .audioInputTokens, "audio"), (.outputTokens, .reasoningTokens, "reasoning"),
    (.outputTokens, .audioOutputTokens, "audio"),
  ]

  /// The classes that have a column, of the totals that have one.
  private var parts: [Part] {
    ProposalMaker.parts.compactMap { whole, column, word in
      guard values(whole) != nil, let counts = values(column) else { return nil }
      return Part(whole: whole, column: column, word: word, counts: counts)
    }
  }

  /// Whether the numbers show that the total of each of `parts` holds it; nil where they do not.
  ///
  /// Of all ways to hold some parts and leave others on top those count that no row contradicts: no total is less than
  /// what it holds, and the sum that rows state comes out. What all of these have in common is shown.
  private func shown(_ parts: [Part]) -> [Bool?] {
    let ways = (0..<1 << parts.count).map { bits in parts.indices.map { bits >> $0 & 1 == 1 } }
    let possible = ways.filter { way in
      [LedgerColumn.inputTokens, .outputTokens].allSatisfy { whole in
        let held = zip(parts, way).filter { $0.0.whole == whole && $0.1 }.map(\.0)
        return values(whole, areAtLeast: held)
      }
    }
    let summed = possible.filter { way in
      comesOut(with: zip(parts, way).filter { !$0.1 }.map(\.0), of: parts)
    }
    let left = summed.isEmpty ? possible : summed
    return parts.indices.map { part in
      let isHeld = left[0][part]
      return left.allSatisfy { $0[part] == isHeld } ? isHeld : nil
    }
  }

  private func values(_ whole: LedgerColumn, areAtLeast held: [Part]) -> Bool {
    guard let wholes = values(whole) else { return true }
    return wholes.indices.allSatisfy { row in
      wholes[row] >= held.map { $0.counts[row] }.reduce(0, +)
    }
  }

  /// Whether input, output and what is on top of them come to the sum of tokens that rows state; false where none does.
  private func comesOut(with onTop: [Part], of parts: [Part]) -> Bool {
    let total = table.columns.first {
      // `prompt.total` is the input.
      if guess.found.values.joined().contains($0.name) { return false }
      let name = NameWords($0.name.split(separator: ".").last ?? "")
      return ColumnWords.totals.contains(name.joined)
        || ["total", "tokens"].allSatisfy(name.words.contains)
    }
    guard let total, let input = values(.inputTokens), let output = values(.outputTokens) else {
      return false
    }
    let totals = total.texts.map { count($0, in: ColumnWords.unit(total.name)) }
    let rows = totals.indices.filter { row in
      totals[row] > 0 && parts.contains { $0.counts[row] > 0 }
    }
    return !rows.isEmpty
      && rows.allSatisfy { row in
        totals[row] == input[row] + output[row] + onTop.map { $0.counts[row] }.reduce(0, +)
      }
  }

  private func values(_ column: LedgerColumn) -> [Int64]? {
    guard let name = guess.found[column]?.first, let texts = guess.column(name)?.texts else {
      return nil
    }
    return texts.map { count($0, in: ColumnWords.unit(name)) }
  }

  /// Whether names say that a class is counted beside the total and not within it: those of some vendors do, and
  /// ours, in a file that has names which nobody else uses.
  private func isApart(_ part: Part) -> Bool {
    guard let name = guess.found[part.column]?.first else { return false }
    if isOurs, isOurs(part.whole), isOurs(part.column) { return true }
    let word = NameWords(name.split(separator: ".").last ?? "").joined
    return [
      "cachereadinputtokens", "cachecreationinputtokens", "thoughtstokencount",
      "cachereadtokens", "cachewritetokens", "cacheread", "cachewrite",
    ].contains(word)
  }

  /// Whether a column has a name that only our own ledger has.
  private var isOurs: Bool {
    let ourOwn: [LedgerColumn] = [
      .startedAt, .completedAt, .cacheWrite5mTokens, .cacheWrite1hTokens, .vendorCostUSD,
      .creditsDeducted,
    ]
    return ourOwn.contains(where: isOurs)
  }

  /// Whether the table has `column` under our own name.
  private func isOurs(_ column: LedgerColumn) -> Bool {
    table.columns.contains { folded(Array($0.name.utf8)) == column.name }
  }

  /// A count written in `unit`; 0 where it is none, or more than anybody uses.
  private func count(_ text: String, in unit: String?) -> Int64 {
    let factor = unit.flatMap(UnitFactor.init(word:)) ?? .one
    let count = form.plain(text, times: factor, allowsExponent: false).flatMap { Int64($0) } ?? 0
    return (0...BucketRow.countLimit).contains(count) ? count : 0
  }
}
