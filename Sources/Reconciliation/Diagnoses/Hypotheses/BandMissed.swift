extension CostHypothesis {
  /// The base band's prices, for a request whose total input is above a threshold.
  static let bandMissed = CostHypothesis(
    code: .bandMissed,
    mistake: .reckoning { right, sheet, take in
      guard right.bandIndex(in: sheet) > 0, right.brackets == nil else { return }
      var base = right
      base.band = .at(0)
      take(base)
    })
}
