import Ledger

extension CostHypothesis {
  /// The amount is in USD, although the row names another currency.
  static let notConverted = CostHypothesis(
    code: .notConverted,
    mistake: .figure { right, row, take in
      guard let rate = row.usdTrillionths else { return }
      let (product, overflow) = right.cost.roundedHalfUp(toDecimals: row.decimals).attodollars
        .multipliedReportingOverflow(by: rate)
      if overflow { return }
      take(Money(attodollars: product / powerOfTen(CurrencyRate.decimals)))
    })
}
