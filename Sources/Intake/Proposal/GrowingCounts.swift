import Ledger

/// Finds out whether the counts of an unknown export only grow, so that they are of all requests so far.
struct GrowingCounts {
  /// The reason and the ledger columns that grow.
  ///
  /// It is nil if the counts are those of single requests, as far as rows show.
  let told: (words: String, columns: [LedgerColumn])?

  /// The counts of one random order of rows in 100 may grow by chance, or in 20 where names say that they are sums.
  ///
  /// A session of 5 rows has 120 orders, two of 4 rows have 576.
  private static let (chance, namedChance) = (100.0, 20.0)

  init(_ table: SampleTable, _ guess: ColumnGuess) {
    let wholes = [LedgerColumn.inputTokens, .outputTokens].filter { guess.found[$0] != nil }
    let counts = wholes.map { GrowingCounts.counts($0, guess) }
      .filter { $0.contains { $0 ?? 0 > 0 } }
    let names = wholes.flatMap { guess.found[$0, default: []] }
    let isNamed = names.contains(where: GrowingCounts.isNamed)
    let growth = RunningTotals.growth(
      of: counts, in: table.columns,
      chance: isNamed ? GrowingCounts.namedChance : GrowingCounts.chance, isNamed: false)
    guard counts.count == 2 || isNamed, let growth else {
      told = nil
      return
    }
    let within = growth.key.map { "within one \(ProposalJSON.visible($0))" } ?? "from row to row"
    let columns = LedgerColumn.quantities.filter { guess.found[$0] != nil }
    told = (
      "\(names.map(ProposalJSON.visible).joined(separator: " and ")) only grow \(within): running"
        + " totals, not usage of one request. Export the usage of each request", columns
    )
  }

  private static func counts(_ column: LedgerColumn, _ guess: ColumnGuess) -> [Int128?] {
    let name = guess.found[column]?.first
    return guess.columns.first { $0.name == name }?.texts.map(RunningTotals.number) ?? []
  }

  /// Returns true if a name says that its numbers are sums.
  static func isNamed(_ name: String) -> Bool {
    SessionSumColumns.isGrowing(name) || ColumnNameWords(name).words.contains(where: words.contains)
  }

  private static let words = SessionSumColumns.growing.union([
    "total", "totals", "session", "gesamt", "overall",
  ])
}
