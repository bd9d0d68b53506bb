import Ledger

/// The information that a column gives, and the requests to which it applies.
extension ConditionColumn {
  /// True if its values are ids, which differ in every row.
  var holdsIDs: Bool { test == .batchID }

  /// True if it counts all input or all output.
  var isTotal: Bool { isOfMappings && (classes == [.inputTokens] || classes == [.outputTokens]) }

  /// True if only a word for a service tier states anything, whatever the name.
  var isByWord: Bool { if case .tierWord = test { true } else { false } }

  /// True if it sums all tokens of a request.
  var tellsAllTokens: Bool { test == .allTokens }

  /// The column of the sum of all tokens, beside counts that a mapping reads.
  static var ofAllTokens: ConditionColumn {
    var column = ConditionColumn(.allTokens)
    column.isOfMappings = true
    return column
  }

  /// True if it may state a batch, which is ignored if the service tier states it as well.
  var tellsBatch: Bool { test == .batchID || isPath || test == .deployment }

  /// True if it states whose key paid.
  var tellsKeyOwner: Bool { test == .keyOwner || test == .ownKey }

  /// True if it states how long written tokens are kept in a cache.
  var tellsWriteTerm: Bool { test == .writeTerm }

  /// True if it states the context band of a request.
  var tellsContext: Bool { test == .contextBand }

  /// Returns the part of a stated condition that applies to a request with such counts.
  ///
  /// Only written tokens are kept. The tokens themselves show that a context is long. A call for
  /// images or sound states its use unless all counts are 0.
  func stated(
    _ condition: RequestCondition, _ count: (LedgerColumn) -> Int64, hasFailed: () -> Bool
  ) -> RequestCondition? {
    if condition == .unitsNotStated || condition == .undividedOutput {
      if LedgerColumn.quantities.allSatisfy({ count($0) == 0 }) {
        return hasFailed() ? nil : .unitsNotStated
      }
      let isDivided = [.imageOutputTokens, .images].contains { count($0) > 0 }
      return condition == .unitsNotStated || isDivided || count(.outputTokens) == 0
        ? nil : condition
    }
    let isSo =
      switch test {
      case .hitWord: condition == .gatewayCache || count(.cacheReadTokens) == 0
      case .writeTerm: count(.cacheWrite5mTokens) > 0
      case .contextBand:
        [.inputTokens, .cacheReadTokens, .cacheWrite5mTokens, .cacheWrite1hTokens]
          .reduce(0) { $0 + count($1) } <= ConditionKeywords.shortContext
      default: true
      }
    return isSo ? condition : nil
  }

  /// True if it identifies the answers of a gateway's cache.
  var tellsCache: Bool {
    switch test {
    case .hit, .hitWord, .source, .cacheID: true
    default: false
    }
  }

  /// Returns true if a value says that a cache answered, and leaves no doubt that the vendor was not asked.
  func surelyTellsCache(_ text: String) -> Bool {
    switch test {
    case .hit: ConditionKeywords.isHit(text) && !Self.isMiss(text)
    case .hitWord: ConditionKeywords.isOnlyHit(text)
    default: tellsCache && condition(text) == .gatewayCache
    }
  }

  /// True if it identifies the answers of a gateway's cache by the id of an entry.
  var tellsCacheByID: Bool { test == .cacheID }

  /// True if it is a path, which holds a region among other names.
  var isPath: Bool { if case .path = test { true } else { false } }

  /// True if it identifies dry runs, tests and simulations.
  var tellsTrials: Bool {
    switch test {
    case .trial, .live: true
    default: false
    }
  }

  /// True if it states the kind of a row.
  var tellsKind: Bool {
    if case .kindWord = test { true } else { test == .notNeutral(.reversal) }
  }
}
