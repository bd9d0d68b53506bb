import Ledger
import Testing

struct MaterialityTests {
  private func usd(_ cents: Int128) -> Money {
    Money(attodollars: cents * powerOfTen(Money.decimals - 2))
  }

  /// The vendor cost in cents, and from how many cents on a finding is told: 0.1 % of 5,000 USD is 5 USD.
  @Test(
    arguments: [(nil, 100), (0, 100), (100_000, 100), (100_001, 101), (500_000, 500)]
      as [(Int128?, Int128)])
  func `a finding is reported from the larger of an amount and a share of the cost on`(
    cost: Int128?, threshold: Int128
  ) {
    let found = Materiality.standard.threshold(vendorCost: cost.map(usd))
    // The share is exact: 0.1 % of 1,000.01 USD is 1.00001 USD.
    #expect(
      found
        == (cost == 100_001
          ? Money(attodollars: 100_001 * powerOfTen(Money.decimals - 5)) : usd(threshold)))
  }
}
