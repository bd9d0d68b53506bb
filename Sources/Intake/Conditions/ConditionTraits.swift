import Ledger

/// What a column tells, and of which requests.
extension ConditionColumn {
  /// Whether its values are ids, which differ in every row.
  var holdsIDs: Bool { test == .batchID }

  /// Whether it counts all that went in, or came out.
  var isTotal: Bool { isOfMappings && (classes == [.inputTokens] || classes == [.outputTokens]) }

  /// Whether only a word for a service tier states anything, whatever the name.
  var isByWord: Bool { if case .tierWord = test { true } else { false } }

  /// Whether nothing of what it states is a batch where the service tier says that as well.
  var tellsBatch: Bool { test == .batchID || isPath || test == .deployment }

  /// Whether it says whose key paid.
  var tellsKeyOwner: Bool { test == .keyOwner || test == .ownKey }

  /// Whether it says how long what is written to a cache is kept.
  var tellsWriteTerm: Bool { test == .writeTerm }

  /// Whether it says in which band of context a request is.
  var tellsContext: Bool { test == .contextBand }

  /// What of a condition that a value states is so of a request of such counts: only what was written is kept, the tokens
  /// themselves say that a context is long, and a call of images or sound says what it used unless all counts are 0.
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
          .reduce(0) { $0 + count($1) } <= ConditionWord.shortContext
      default: true
      }
    return isSo ? condition : nil
  }

  /// Whether the answers of a gateway's cache are told by it.
  var tellsCache: Bool {
    switch test {
    case .hit, .hitWord, .source, .cacheID: true
    default: false
    }
  }

  /// Whether what tells the answers of a gateway's cache is the id of an entry.
  var tellsCacheByID: Bool { test == .cacheID }

  /// Whether it is a path, which holds a region among other names.
  var isPath: Bool { if case .path = test { true } else { false } }

  /// Whether dry runs, tests and simulations are told by it.
  var tellsTrials: Bool {
    switch test {
    case .trial, .live: true
    default: false
    }
  }

  /// Whether the kind of a row is told by it.
  var tellsKind: Bool {
    if case .kindWord = test { true } else { test == .notNeutral(.reversal) }
  }
}
