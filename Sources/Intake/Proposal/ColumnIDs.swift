extension ColumnGuess {
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
