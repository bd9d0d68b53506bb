extension ColumnGuess {
  /// The first of some columns named for users, unless another is so in more certain words.
  func user(of candidates: [SampleTable.Column]) -> SampleTable.Column? {
    // Beside another user, `uid` is an id of something else.
    let others = candidates.filter { ColumnNameWords($0.name).joined != "uid" }
    guard let first = others.first else { return candidates.first }
    // A client or a caller may be a program, an owner the one of a key.
    let words = ColumnNameWords(first.name.split(separator: ".").last ?? "").words
    guard !Self.perhapsUsers.isDisjoint(with: words) else { return first }
    return others.first {
      ColumnNameWords($0.name.split(separator: ".").last ?? "").words
        .contains { $0.hasPrefix("user") || $0.hasSuffix("user") }
    } ?? first
  }

  private static let perhapsUsers: Set<String> = [
    "client", "caller", "owner", "principal", "actor", "requester",
  ]

  /// Returns true if a column looks like request ids.
  ///
  /// Its values differ from row to row, and are not amounts, times or people.
  func mayBeIDs(_ column: SampleTable.Column) -> Bool {
    let values = column.values
    let different = Set(values).count
    guard !column.tellsSeveral, !MisleadingKeywords.stand(in: column.name, .requestID, .someWords),
      values.count == column.texts.count, telling.contains(column.name),
      different > 1 || values[0].count >= 8,
      values.allSatisfy({ $0.count >= 4 && !$0.contains(" ") })
    else { return false }
    let areAmounts = Self.areNumbers(values) || column.holdsMeasures
    return (column.isNamedAnID || !areAmounts) && !Self.areFractions(values)
      && SampleTimes(values) == nil
      && ColumnKeywords.fit(column.name, .userID) == .notAtAll
      && ColumnKeywords.fit(column.name, .accountID) == .notAtAll
  }

  /// The columns that together tell rows apart where none does alone; empty without a time.
  var joinedID: [String] {
    guard found[.startedAt] != nil else { return [] }
    let telling: [LedgerColumn] =
      [.startedAt, .completedAt, .userID, .accountID, .model] + LedgerColumn.quantities
      + [.vendorCostUSD]
    return telling.flatMap { found[$0, default: []] }
  }
}
