import Comparing
import Cube
import Ledger

/// The measures that a page adds up for any filter, exact.
package struct CellMeasures: Hashable, Sendable {
  package var requests: Int64 = 0
  /// Requests without a price, whose cost and revenue are not known.
  package var unpriced: Int64 = 0
  /// In attodollars.
  package var vendorCost: Int128 = 0
  /// In attodollars; 0 for free plans.
  package var revenue: Int128 = 0
  /// Input, cache reads and cache writes.
  package var promptTokens: Int128 = 0
  package var cachedTokens: Int128 = 0
  /// Output with reasoning.
  package var outputTokens: Int128 = 0

  init() {}

  package static func += (left: inout CellMeasures, right: CellMeasures) {
    left.requests += right.requests
    left.unpriced += right.unpriced
    left.vendorCost += right.vendorCost
    left.revenue += right.revenue
    left.promptTokens += right.promptTokens
    left.cachedTokens += right.cachedTokens
    left.outputTokens += right.outputTokens
  }
}

extension CellMeasures {
  init(_ sums: borrowing MonthSums) {
    requests = sums.requests
    unpriced = sums.unpriced
    vendorCost = sums.vendorCost
    revenue = sums.revenue
    promptTokens = sums.promptTokens
    cachedTokens = sums.cachedTokens
    outputTokens = sums.outputTokens
  }

  /// The measures of a cell of the base period of a comparison.
  init(_ sums: CellSums, of key: CellKey) {
    requests = sums.requests + sums.excludedRequests
    unpriced = sums.unpricedRequests + sums.excludedRequests
    vendorCost = sums.vendorCost(of: key)
    revenue = sums.revenue
    for (unitClass, tokens) in zip(CellSums.classes, sums.quantities.indices) {
      switch unitClass {
      case .cacheRead:
        cachedTokens += sums.quantities[tokens]
        promptTokens += sums.quantities[tokens]
      case .input, .cacheWrite5m, .cacheWrite1h: promptTokens += sums.quantities[tokens]
      case .output, .reasoning: outputTokens += sums.quantities[tokens]
      default: break
      }
    }
  }

  /// The measures of one day and dimensions.
  init(_ daily: DailyTotals) {
    let (measures, money) = (daily.measures, daily.money)
    let quantities = measures.quantities
    requests = measures.requests
    unpriced = measures.unpriced
    vendorCost = money.isBYOK ? 0 : measures.notionalCost
    revenue = money.terms.isFree ? 0 : money.worth(ofMicrocredits: measures.credits).attodollars
    promptTokens = quantities.promptTokens
    cachedTokens = Int128(quantities.cacheRead)
    outputTokens = quantities.outputTokens
  }
}
