import Ledger

extension CostHypothesis {
  /// The right cost was counted two times: itself, or as the ledger rounds it.
  static let costTwice = CostHypothesis(
    code: .costTwice,
    mistake: .figure { right, row, take in
      guard right.cost > .zero else { return }
      let exact = right.cost.attodollars * 2
      let rounded = right.cost.roundedHalfUp(toDecimals: row.decimals).attodollars * 2
      take(Money(attodollars: exact))
      if rounded != exact { take(Money(attodollars: rounded)) }
    })
}
