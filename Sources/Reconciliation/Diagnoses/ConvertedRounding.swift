import Ledger

extension CostHypothesis {
  /// The right cost, rounded in another currency before it was recorded, to the decimals that stand there.
  static let convertedRounding = CostHypothesis(
    code: .convertedRounding,
    mistake: .figure { right, row, take in
      guard let rate = row.usdTrillionths, rate > 0 else { return }
      let decimals = row.amountDecimals
      // In steps of the amount: cost × 10¹² / rate / step, to the nearest.
      let (product, overflow) = right.cost.attodollars.multipliedReportingOverflow(
        by: powerOfTen(CurrencyRate.decimals))
      let (divisor, isLarge) = rate.multipliedReportingOverflow(
        by: powerOfTen(Money.decimals - decimals))
      guard !overflow, !isLarge else { return }
      let (whole, rest) = product.quotientAndRemainder(dividingBy: divisor)
      let steps = whole + (rest >= divisor - rest ? 1 : 0)
      let amount = Money(attodollars: steps * powerOfTen(Money.decimals - decimals))
      if amount == row.amount { take(row.recorded) }
    })
}
