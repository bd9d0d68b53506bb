import Ledger

/// The usage as Anthropic reported it, which a record may repeat beside what it counts itself.
///
/// Its `input_tokens` hold neither cache reads nor writes
/// (https://platform.claude.com/docs/en/build-with-claude/prompt-caching), so that input which is the same holds none of them.
struct VendorReportedUsage {
  /// By row: what it has as input, and what was read from a cache and written to it.
  private let rows: [(input: Int64, cache: Int64)]

  /// Nil where no record repeats it.
  init?(_ table: SampleTable, _ guess: ColumnGuess, form: NumberForm) {
    func column(_ name: String) -> SampleTable.Column? {
      table.columns.first { $0.name == name }
    }
    let taken = guess.found[.inputTokens, default: []]
    let raw = table.columns.lazy.compactMap { column -> (SampleTable.Column, Substring)? in
      guard column.name.hasSuffix(".input_tokens"), !taken.contains(column.name) else { return nil }
      return (column, column.name.dropLast("input_tokens".count))
    }.first { _, owner in
      column(owner + "cache_read_input_tokens") != nil
        || column(owner + "cache_creation_input_tokens") != nil
    }
    guard let (input, owner) = raw else { return nil }
    let caches = ["cache_read_input_tokens", "cache_creation_input_tokens"]
      .compactMap { column(owner + $0) }.map { ProposedTotals.counts($0, form: form) }
    rows = zip(input.texts, ProposedTotals.counts(input, form: form)).enumerated().map {
      let (text, count) = $1
      let row = $0
      return (count ?? 0, text.isEmpty ? 0 : caches.reduce(0) { $0 + ($1[row] ?? 0) })
    }
  }

  /// The same of a column of input that was not cached; nil where there is none, or no cache.
  ///
  /// - Parameter caches: by class, what was read or written in each row.
  init?(uncached table: SampleTable, _ guess: ColumnGuess, _ caches: [[Int64]], form: NumberForm) {
    let taken = guess.found.values.joined()
    let column = table.columns.first { column in
      let name = ColumnNameWords(column.name.split(separator: ".").last ?? "")
      let words = Set(name.words)
      return !taken.contains(column.name) && !column.values.isEmpty
        && ColumnGuess.areNumbers(column.values) && words.contains { $0.hasPrefix("tok") }
        && (CacheKeywords.isUncached(name) || words.isSuperset(of: ["cache", "miss"]))
    }
    guard let column, !caches.isEmpty else { return nil }
    rows = zip(column.texts, ProposedTotals.counts(column, form: form)).enumerated().map {
      let (text, count) = $1
      let row = $0
      return (count ?? 0, text.isEmpty ? 0 : caches.reduce(0) { $0 + $1[row] })
    }
  }

  /// Returns true if counts of input, one per row, include cache reads and writes.
  ///
  /// It is nil if the rows with some do not agree.
  func isCacheHeld(in counts: [Int64?]) -> Bool? {
    let used = zip(rows, counts).filter { $0.0.cache > 0 }
    if used.isEmpty { return nil }
    if used.allSatisfy({ $1 == $0.input }) { return false }
    return used.allSatisfy { $1 == $0.input + $0.cache } ? true : nil
  }
}
