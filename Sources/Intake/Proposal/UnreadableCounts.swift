import Ledger

/// Counts of tokens in an export where no mapping reads them: in several items of a list, or in a text of no known form.
struct UnreadableCounts {
  /// The class that is counted, and what to do about it.
  private(set) var found: [(column: LedgerColumn, why: String)] = []

  private static let classes: [LedgerColumn] = [
    .inputTokens, .outputTokens, .cacheReadTokens, .cacheWrite5mTokens, .cacheWrite1hTokens,
    .reasoningTokens, .audioInputTokens, .audioOutputTokens, .imageInputTokens, .imageOutputTokens,
  ]

  init(_ table: SampleTable, _ guess: ColumnGuess) {
    var lists: [LedgerColumn: [String]] = [:]
    for name in table.several.sorted() {
      let column = UnreadableCounts.classes.first { wanted in
        let fit = ColumnKeywords.fit(name, wanted)
        return fit == .sameWords && !MisleadingKeywords.stand(in: name, wanted, fit)
      }
      if let column { lists[column, default: []].append(name) }
    }
    for column in UnreadableCounts.classes {
      guard let names = lists[column] else { continue }
      let all = names.prefix(3).map(ProposalJSON.visible).joined(separator: ", ")
      found.append(
        (column, "several items of a list have \(all), which Assay does not add up: export the sum")
      )
    }
    for name in guess.unitlessLengths {
      let name = ProposalJSON.visible(name)
      found.append(
        (
          .seconds,
          "\(name) states no unit: write it here if it counts seconds; for another unit, add \"units\" beside \"columns\""
        ))
    }
    for (column, name, without) in guess.openPairs {
      let (name, without) = (ProposalJSON.visible(name), ProposalJSON.visible(without))
      found.append(
        (
          column,
          "\(name) if it does not include \(without); otherwise a column of only these tokens"
        ))
    }
    if let cost = guess.otherCost { found.append((.currency, cost)) }
    for name in guess.unused {
      guard let text = guess.column(name)?.values.first(where: UnreadableCounts.countsCache),
        FlattenedRecord(of: text, in: name).texts.isEmpty
      else { continue }
      found.append(
        (
          .cacheReadTokens,
          "\(ProposalJSON.visible(name)) counts cached tokens in a text that is not JSON: export it as JSON"
        ))
    }
  }

  /// Returns true if a text has a name with `cache` in it, followed by a number above 0.
  ///
  /// An example is `cached_tokens=512`.
  private static func countsCache(_ text: String) -> Bool {
    var rest = Substring(text.lowercased().prefix(4_096))
    while let place = rest.firstRange(of: "cach") {
      rest = rest[place.upperBound...]
      let behind = rest.drop { $0.isLetter || $0 == "_" }.drop { "'\" ".contains($0) }
      guard let sign = behind.first, sign == ":" || sign == "=" else { continue }
      let value = behind.dropFirst().drop { " '\"".contains($0) }
      if let digit = value.first, ("1"..."9").contains(digit) { return true }
    }
    return false
  }
}
