import Ledger

extension CostHypothesis {
  /// The amount is in USD, although the row names another currency.
  static let notConverted = CostHypothesis(
    code: .notConverted,
    mistake: .figure { right, row in
      guard let rate = row.usdTrillionths else { return [] }
      let (product, overflow) = right.cost.roundedHalfUp(toDecimals: row.decimals).attodollars
        .multipliedReportingOverflow(by: rate)
      return overflow ? [] : [Money(attodollars: product / powerOfTen(CurrencyRate.decimals))]
    })
}
