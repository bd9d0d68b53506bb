/// The requests of a key in one period, to see whether its amounts are known.
package struct PricedRequests: Sendable {
  private var all: Int64 = 0
  private var priced: Int64 = 0

  /// No request.
  package init() {}

  /// Adds the requests of a cell, those outside the bridge too.
  package mutating func add(_ sums: CellSums) {
    all += sums.requests + sums.excludedRequests
    priced += sums.requests - sums.unpricedRequests
  }

  /// A request has a price when it started; or there is no request, which costs 0.
  package var areKnown: Bool { priced > 0 || all == 0 }
}
