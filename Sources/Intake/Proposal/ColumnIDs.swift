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
  ///
  /// Beside running totals no time does: a row with the totals of another tells its event again.
  var joinedID: [String] {
    guard found[.startedAt] != nil else { return [] }
    let times: [LedgerColumn] = running.increments.isEmpty ? [.startedAt, .completedAt] : []
    let telling =
      times + [.userID, .accountID, .model] + LedgerColumn.quantities + [.vendorCostUSD]
    return (sessions + telling.flatMap { found[$0, default: []] } + sums).distinct
  }

  /// The columns within which running totals add up, and those of sessions.
  private var sessions: [String] {
    guard !running.increments.isEmpty else { return [] }
    return columns.map(\.name).filter {
      running.keys.contains($0) || RunningTotalPairs.namesSessions($0)
    }
  }

  /// The columns of running totals.
  private var sums: [String] {
    columns.map(\.name).filter { running.increments[$0] != nil }
  }

  /// True if ids tell apart rows that tell one event again, so that its usage would count twice.
  var idsRepeatEvents: Bool { running.repeatsEvents && found[.requestID] != nil }
}
