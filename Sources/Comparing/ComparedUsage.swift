import Ledger

/// The usage of one period of a comparison, of requests in the bridge.
package struct ComparedUsage: Equatable, Sendable {
  package let requests: Int128
  package let accounts: Int128
  /// The days that the ledger covers.
  package let days: Int128
  package let promptTokens: Int128
  /// Those of the prompt that were read from a cache.
  package let cachedTokens: Int128
  package let outputTokens: Int128
  package let reasoningTokens: Int128

  /// The words in the column `measure` of `comparison.csv`, and the quantities, in order.
  package var quantities: [(name: String, value: Int128)] {
    [
      ("requests", requests), ("accounts", accounts), ("days", days),
      ("prompt_tokens", promptTokens), ("cache_read_tokens", cachedTokens),
      ("output_tokens", outputTokens), ("reasoning_tokens", reasoningTokens),
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
    for cell in cells where side(cell).requests > 0 {
      sums += side(cell)
      // Cells of one account follow each other.
      if cell.place.account != last { accounts += 1 }
      last = cell.place.account
    }
    func sum(_ classes: UnitClass...) -> Int128 {
      classes.reduce(0) { $0 + sums.quantities[CellWeights.index(of: $1)] }
    }
    self.init(
      requests: Int128(sums.requests), accounts: Int128(accounts), days: Int128(days),
      promptTokens: sum(.input, .cacheRead, .cacheWrite5m, .cacheWrite1h),
      cachedTokens: sum(.cacheRead), outputTokens: sum(.output),
      reasoningTokens: sum(.reasoning))
  }
}
