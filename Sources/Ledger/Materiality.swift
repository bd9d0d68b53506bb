/// The amount from which a finding is reported by itself: the larger of an amount and a share of the vendor cost.
package struct Materiality: Hashable, Sendable {
  package let usd: Money
  /// Of the vendor cost of the report.
  package let percent: Percent

  package init(usd: Money, percent: Percent) {
    self.usd = usd
    self.percent = percent
  }

  /// 1 USD, or 0.1 % of the vendor cost.
  package static let standard = Materiality(
    usd: Money(attodollars: powerOfTen(Money.decimals)), percent: Percent(millionths: 100_000))

  /// Returns the least amount that is reported by itself.
  ///
  /// - Parameter vendorCost: that of the report; nil where it is not known, so that the amount alone decides.
  package func threshold(vendorCost: Money?) -> Money {
    guard let vendorCost else { return usd }
    let share = Quotient.ceiling(
      vendorCost.attodollars, times: Int128(percent.millionths), over: 100_000_000)
    return max(usd, Money(attodollars: share ?? 0))
  }
}
