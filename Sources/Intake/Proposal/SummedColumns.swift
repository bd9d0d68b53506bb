import Ledger

/// The choice of count columns if rows state the sum of all their tokens.
extension ProposedTotals {
  /// Returns `guess` with its totals: with the names that other vendors have for a class, and with other columns as input
  /// and output where a stated sum comes out with those alone.
  static func completing(
    _ guess: ColumnGuess, _ table: SampleTable, form: NumberForm
  ) -> (ColumnGuess, ProposedTotals) {
    let first = addingNames(to: guess, table, form: form)
    let isDoubtful = first.totals.areRefuted || first.totals.rest(in: []) != nil
    guard isDoubtful || !first.guess.namesakes.isEmpty else { return first }
    if let tools = guess.readingToolTokens() {
      let completed = addingNames(to: tools, table, form: form)
      if completed.totals.comeOut() { return completed }
    }
    let pairs = guess.names(for: .inputTokens).flatMap { input in
      guess.names(for: .outputTokens).map { (input: input, output: $0) }
    }
    // The first pair is what was found.
    for pair in pairs.dropFirst() {
      let other = guess.reading(.inputTokens, from: pair.input)
        .reading(.outputTokens, from: pair.output)
      let completed = addingNames(to: other, table, form: form)
      if completed.totals.comeOut() && completed.guess.namesakes.isEmpty { return completed }
    }
    return first
  }

  /// Returns `guess` with its totals.
  ///
  /// Who logs the usage of several vendors calls one class as each of them does. Names of other columns are added to
  /// classes that have one, if the stated sum comes out with them; where it is more than what has a column, those that may
  /// have the rest.
  private static func addingNames(
    to guess: ColumnGuess, _ table: SampleTable, form: NumberForm
  ) -> (guess: ColumnGuess, totals: ProposedTotals) {
    let totals = ProposedTotals(table, guess: guess, form: form)
    let names = totals.rest(in: guess.openCounts)?.columns ?? guess.openCounts.map(\.name)
    var (more, changed) = (guess, Set<LedgerColumn>())
    for name in names {
      guard let column = more.knownClass(alsoIn: name) else { continue }
      more = more.reading(column, from: more.found[column, default: []] + [name])
      changed.insert(column)
    }
    guard !changed.isEmpty else { return (guess, totals) }
    let better = ProposedTotals(table, guess: more, form: form)
    return better.comeOut(showing: changed) ? (more, better) : (guess, totals)
  }
}

extension ColumnGuess {
  /// The columns without a native meaning yet, by the class that they are named for, which has another.
  var namesakes: [LedgerColumn: [String]] {
    var namesakes: [LedgerColumn: [String]] = [:]
    for name in openCounts.map(\.name) {
      guard let column = knownClass(alsoIn: name) else { continue }
      namesakes[column, default: []].append(name)
    }
    return namesakes
  }

  /// The same where classes are read from these as well.
  var readingNamesakes: ColumnGuess {
    var more = self
    for name in openCounts.map(\.name) {
      guard let column = more.knownClass(alsoIn: name) else { continue }
      more = more.reading(column, from: more.found[column, default: []] + [name])
    }
    return more
  }

  /// The class found elsewhere that a column of the same unit is named for as well, which says something, but only in rows
  /// where the others say nothing: as the vendor of a row calls it.
  func knownClass(alsoIn name: String) -> LedgerColumn? {
    guard let column = column(name), !column.texts.allSatisfy(Self.saysNothing) else { return nil }
    return ProposedTotals.classes.flatMap(\.columns).first { wanted in
      let known = found[wanted, default: []].compactMap(self.column)
      // To compare names takes longest.
      return !known.isEmpty && ColumnKeywords.unit(name) == unit(wanted)
        && known.allSatisfy { one in
          zip(one.texts, column.texts).allSatisfy { Self.saysNothing($0) || Self.saysNothing($1) }
        }
        && isNamed(name, for: wanted) && Self.namesTokens(name, of: wanted)
    }
  }

  /// Returns the columns that `column` may be read from.
  ///
  /// The column found first is followed by up to two others that are named for it.
  fileprivate func names(for column: LedgerColumn) -> [[String]] {
    guard let known = found[column] else { return [] }
    let others = openCounts.lazy.map(\.name).filter { isNamed($0, for: column) }
    return [known] + others.prefix(2).map { [$0] }
  }

  private func isNamed(_ name: String, for column: LedgerColumn) -> Bool {
    let fit = ColumnKeywords.fit(name, column)
    return fit > .notAtAll && !MisleadingKeywords.stand(in: name, column, fit)
  }

  /// Returns true if a name only says which tokens these are.
  ///
  /// The name `reasoning_steps` says more.
  private static func namesTokens(_ name: String, of column: LedgerColumn) -> Bool {
    ColumnKeywords.fit(name, column) == .sameWords
      || ColumnNameWords(name.split(separator: ".").last ?? "").words.allSatisfy(
        tokenWords.contains)
  }

  private static let tokenWords: Set = [
    "input", "output", "prompt", "completion", "cache", "cached", "read", "write", "creation", "5m",
    "1h", "reasoning", "thinking", "thoughts", "audio", "token", "tokens", "usage",
  ]

  private static func saysNothing(_ text: String) -> Bool { text.isEmpty || text == "0" }
}
