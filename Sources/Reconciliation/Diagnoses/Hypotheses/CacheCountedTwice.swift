extension CostHypothesis {
  /// Cached tokens were charged as such and once more within the input: those read, those written, or all; or
  /// those read twice at their own price.
  static let cacheCountedTwice = CostHypothesis(
    code: .cacheCountedTwice,
    mistake: .reckoning { right, _, take in
      let used = right.quantities
      let writes = used.cacheWrite5m + used.cacheWrite1h
      if used.cacheRead > 0 {
        take(right.with { $0.input += $0.cacheRead })
        take(right.with { $0.cacheRead += $0.cacheRead })
      }
      if writes > 0 {
        take(right.with { $0.input += $0.cacheRead + writes })
        if used.cacheRead > 0 { take(right.with { $0.input += writes }) }
      }
    })
}
