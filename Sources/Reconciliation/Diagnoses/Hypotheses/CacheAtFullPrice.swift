extension CostHypothesis {
  /// Cached tokens took the price of uncached input: those read, those written, or both.
  static let cacheAtFullPrice = CostHypothesis(
    code: .cacheAtFullPrice,
    mistake: .reckoning { right, _, take in
      let used = right.quantities
      let writes = used.cacheWrite5m + used.cacheWrite1h
      func move(reads: Bool, writes isWritten: Bool) {
        take(
          right.with {
            if reads { ($0.input, $0.cacheRead) = ($0.input + used.cacheRead, 0) }
            guard isWritten else { return }
            $0.input += writes
            ($0.cacheWrite5m, $0.cacheWrite1h) = (0, 0)
          })
      }
      if used.cacheRead > 0 { move(reads: true, writes: false) }
      if used.cacheRead > 0 && writes > 0 { move(reads: true, writes: true) }
      if writes > 0 { move(reads: false, writes: true) }
    })
}
