extension CostHypothesis {
  /// Cached tokens took the price of uncached input: those read, those written, or both.
  static let cacheAtFullPrice = CostHypothesis(
    code: .cacheAtFullPrice,
    mistake: .reckoning { right, _ in
      let used = right.quantities
      let writes = used.cacheWrite5m + used.cacheWrite1h
      let reads = right.with {
        $0.input += $0.cacheRead
        $0.cacheRead = 0
      }
      let written = right.with {
        $0.input += writes
        ($0.cacheWrite5m, $0.cacheWrite1h) = (0, 0)
      }
      let all = reads.with {
        $0.input += writes
        ($0.cacheWrite5m, $0.cacheWrite1h) = (0, 0)
      }
      switch (used.cacheRead > 0, writes > 0) {
      case (true, true): return [reads, all, written]
      case (true, false): return [reads]
      case (false, true): return [written]
      case (false, false): return []
      }
    })
}
