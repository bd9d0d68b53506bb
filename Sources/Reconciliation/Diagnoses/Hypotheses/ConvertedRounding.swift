import Ledger

extension CostHypothesis {
  /// The right cost, rounded in another currency before it was recorded, to the decimals that are there; or cut
  /// off or rounded up to them, where nothing else is wrong.
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
      // A unit of another currency is no rounding of a thousandth of it.
      let isAlone = right.cost == row.right.cost
      guard !overflow, !isLarge, row.isRounding(product, toSteps: divisor, isRight: isAlone)
      else { return }
      let (whole, rest) = product.quotientAndRemainder(dividingBy: divisor)
      let nearest = whole + (rest >= divisor - rest ? 1 : 0)
      // Beside another mistake a whole step either way would fit too much.
      for steps in isAlone && rest > 0 ? [whole, whole + 1] : [nearest]
      where row.amount == Money(attodollars: steps * powerOfTen(Money.decimals - decimals)) {
        take(row.recorded)
      }
    })
}
