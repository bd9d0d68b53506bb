import Ledger

/// The guesses that are used only if nothing better was found.
extension ColumnGuess {
  /// Uses the input that was not read from a cache if no column holds all input.
  mutating func findUncachedInput() {
    guard found[.inputTokens] == nil else { return }
    let uncached = columns.first {
      !taken.contains($0.name) && CacheKeywords.isUncached(ColumnNameWords($0.name))
        && holds($0, .inputTokens)
        && !Self.areFlags($0.values) && !MisleadingKeywords.areMeasures(ColumnNameWords($0.name))
    }
    if let uncached { self = reading(.inputTokens, from: [uncached.name]) }
  }

  /// Uses `uid` or `by` as the user if no other column is the user.
  ///
  /// `uid` is used only if something else distinguishes requests.
  mutating func findDoubtfulUser() {
    guard found[.userID] == nil else { return }
    let open = columns.filter {
      !taken.contains($0.name) && !$0.values.isEmpty && holds($0, .userID)
    }
    let uid = found[.requestID] == nil ? nil : open.first(where: \.isUniqueID)
    if let column = uid ?? open.first(where: \.isBy) {
      self = reading(.userID, from: [column.name])
    }
  }

  /// Columns that are named for costs, and have one number for each model whatever its requests used: multiples of a request, as
  /// Copilot's premium requests are.
  var requestCounts: [String] {
    columns.filter {
      ColumnKeywords.fit($0.name, .vendorCostUSD) == .sameWords && !taken.contains($0.name)
        && countsRequests($0)
    }.map(\.name)
  }

  func countsRequests(_ column: SampleTable.Column) -> Bool {
    let inputs = found[.inputTokens, default: []].compactMap(self.column)
    let models = rows(.model)
    guard !inputs.isEmpty, models.count == column.texts.count,
      ColumnNameWords(column.name).words.allSatisfy({ !Self.currencies.contains($0) })
    else { return false }
    var known: [String: (cost: String, tokens: String)] = [:]
    var isShown = false
    let tokens = SampleTable.joined(inputs)
    for (row, text) in column.texts.enumerated() where !text.isEmpty {
      guard let cost = RunningTotals.number(text), cost == 0 || Self.multiples ~= cost else {
        return false
      }
      if let first = known[models[row]] {
        if first.cost != text { return false }
        if cost > 0, first.tokens != tokens[row] { isShown = true }
      } else {
        known[models[row]] = (text, tokens[row])
      }
    }
    return isShown
  }

  /// From a quarter to a hundred, in units of twelve decimals.
  private static let multiples: ClosedRange<Int128> = 250_000_000_000...100_000_000_000_000

  private static let currencies: Set = [
    "usd", "eur", "gbp", "cent", "cents", "micros", "nanos", "dollars", "euro",
  ]
}

extension SampleTable.Column {
  /// True if it states the kind of a row, and that some requests failed or were free.
  var tellsFailures: Bool {
    !name.contains(".") && ConditionColumn.kinds.contains(ColumnNameWords(name).joined)
      && Set(values).count <= 12 && values.contains(where: ConditionKeywords.isUncharged)
  }
}
