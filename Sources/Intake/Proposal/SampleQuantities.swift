/// The counts of the rows of an unknown export, class by class, as far as they can be read.
struct SampleQuantities {
  /// Per class that has a column with something in it its counts by row; nil where a row has none.
  let classes: [[Int128?]]
  /// The same of other columns that are named for tokens.
  private let others: [[Int128?]]

  init(_ table: SampleTable, _ guess: ColumnGuess) {
    func counts(_ columns: [SampleTable.Column]) -> [[Int128?]] {
      columns.map { $0.texts.map(SampleQuantities.number) }.filter { $0.contains { $0 != nil } }
    }
    let found = Set(LedgerColumn.quantities.compactMap { guess.found[$0]?.first })
    let known = counts(table.columns.filter { found.contains($0.name) })
    let open = counts(
      table.columns.filter { column in
        !found.contains(column.name)
          && !MisleadingKeywords.areMeasures(ColumnNameWords(column.name))
          && ProposedTotals.classes.contains {
            ColumnKeywords.fit(column.name, $0.whole) > .notAtAll
          }
      })
    classes = known.isEmpty ? open : known
    others = open
  }

  /// Returns true if no count is stated.
  func isBlank(_ row: Int) -> Bool {
    !classes.isEmpty && (classes + others).allSatisfy { $0[row] == nil }
  }

  func isZero(_ row: Int) -> Bool { (classes + others).allSatisfy { ($0[row] ?? 0) == 0 } }

  /// Returns true if `row` counts exactly the sum of `rows` in every class, and more than 0.
  ///
  /// - Parameter asFarAsStated: classes without any count in `row` are not compared.
  func isSum(
    _ row: Int, of rows: some Sequence<Int>, asFarAsStated: Bool = false
  ) -> Bool {
    let rows = Array(rows)
    return rows.count > 0 && !isZero(row)
      && classes.allSatisfy { counts in
        asFarAsStated && counts[row] == nil
          || counts[row] ?? 0 == rows.reduce(0) { $0 + (counts[$1] ?? 0) }
      }
  }

  /// A count, whatever groups its digits.
  static func number(_ text: String) -> Int128? {
    let signs: Set<Character> = [".", ",", " ", "'", "’", "\u{A0}", "\u{202F}"]
    let groups = text.split(omittingEmptySubsequences: false, whereSeparator: signs.contains)
    guard groups.count > 1, groups[0].first != "0", groups.dropFirst().allSatisfy({ $0.count == 3 })
    else { return RunningTotals.number(text) }
    return RunningTotals.number(groups.joined())
  }
}
