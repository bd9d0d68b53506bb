import Ledger

/// The usage of one period of a comparison; accounts and tokens are of requests in the bridge.
package struct ComparedUsage: Equatable, Sendable {
  /// Those in the bridge.
  package let requests: Int128
  /// Those without a price when they started, within the bridge and outside.
  package let unpricedRequests: Int128
  /// Those outside the bridge.
  package let excludedRequests: Int128
  package let accounts: Int128
  /// The days that the ledger covers.
  package let days: Int128
  package let promptTokens: Int128
  /// Those of the prompt that were read from a cache.
  package let cachedTokens: Int128
  package let outputTokens: Int128
  package let reasoningTokens: Int128

  /// The requests in the bridge and outside.
  package var allRequests: Int128 { requests + excludedRequests }

  /// The words in the column `measure` of `comparison.csv`, and the quantities, in order.
  ///
  /// Those of requests in the bridge are nil where there are requests and none of them is in it.
  package var quantities: [(name: String, value: Int128?)] {
    func compared(_ quantity: Int128) -> Int128? {
      requests == 0 && excludedRequests > 0 ? nil : quantity
    }
    return [
      ("requests", allRequests), ("accounts", compared(accounts)), ("days", days),
      ("prompt_tokens", compared(promptTokens)), ("cache_read_tokens", compared(cachedTokens)),
      ("output_tokens", compared(outputTokens)), ("reasoning_tokens", compared(reasoningTokens)),
      ("unpriced_requests", unpricedRequests), ("excluded_requests", excludedRequests),
    ]
  }
}

extension ComparedUsage {
  /// - Parameters:
  ///   - cells: by account.
  ///   - side: the period.
  init(_ cells: [ComparedCell], _ side: (ComparedCell) -> CellSums, days: Int) {
    var sums = CellSums()
    var accounts = 0
    var last: Name?
    var excluded: Int64 = 0
    for cell in cells {
      excluded += side(cell).excludedRequests
      if side(cell).requests == 0 { continue }
      sums += side(cell)
      // Cells of one account follow each other.
      if cell.place.account != last { accounts += 1 }
      last = cell.place.account
    }
    func sum(_ classes: UnitClass...) -> Int128 {
      classes.reduce(0) { $0 + sums.quantities[CellWeights.index(of: $1)] }
    }
    self.init(
      requests: Int128(sums.requests),
      unpricedRequests: Int128(sums.unpricedRequests + excluded),
      excludedRequests: Int128(excluded), accounts: Int128(accounts), days: Int128(days),
      promptTokens: sum(.input, .cacheRead, .cacheWrite5m, .cacheWrite1h),
      cachedTokens: sum(.cacheRead), outputTokens: sum(.output),
      reasoningTokens: sum(.reasoning))
  }
}
