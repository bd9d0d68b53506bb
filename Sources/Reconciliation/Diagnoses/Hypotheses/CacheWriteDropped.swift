extension CostHypothesis {
  /// Cache writes were charged nothing: all of them, or those of one duration.
  static let cacheWriteDropped = CostHypothesis(
    code: .cacheWriteDropped,
    mistake: .reckoning { right, _, take in
      let (short, long) = (right.quantities.cacheWrite5m, right.quantities.cacheWrite1h)
      if short == 0 && long == 0 { return }
      take(right.with { ($0.cacheWrite5m, $0.cacheWrite1h) = (0, 0) })
      if short == 0 || long == 0 { return }
      take(right.with { $0.cacheWrite5m = 0 })
      take(right.with { $0.cacheWrite1h = 0 })
    })
}
