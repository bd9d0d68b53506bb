import Cube
import Ledger
import Support
import Testing

/// A credit is worth $0.01, so 100 credits are list revenue of $1.
@Suite struct MoneyTotalsTests {
  @Test func `a paying tier's credits are revenue, and margin is what the vendors leave`() {
    let totals = totals([CubeRow(cost: usd(1), credits: credits(400), isNegative: true)])
    #expect(totals.requests == 1)
    #expect(totals.vendorCost.attodollars == usd(1))
    #expect(totals.notionalCost.attodollars == usd(1))
    #expect(totals.microcredits == 400_000_000)
    #expect(totals.listRevenue.attodollars == usd(4))
    #expect(totals.revenue.attodollars == usd(4))
    #expect(totals.margin.attodollars == usd(3))
    #expect(totals.negativeMargin == 1)
  }

  @Test func `a free tier's credits are list revenue and no revenue`() {
    let totals = totals([
      CubeRow(isFree: true, target: percent(40), cost: usd(1), credits: credits(400))
    ])
    #expect(totals.listRevenue.attodollars == usd(4))
    #expect(totals.revenue == .zero)
    #expect(totals.margin.attodollars == -usd(1))
    #expect(totals.marginPercent == nil)
    #expect(totals.targetPercent == nil)
  }

  @Test func `an own key costs us nothing, its notional cost is kept and its fee is revenue`() {
    let totals = totals([CubeRow(isBYOK: true, cost: usd(8), credits: credits(80))])
    #expect(totals.vendorCost == .zero)
    #expect(totals.notionalCost.attodollars == usd(8))
    #expect(totals.revenue.attodollars == usd(8, per: 10))
    #expect(totals.marginPercent == 1_000_000)
  }

  /// Margin in attodollars of a revenue of $2, in 10⁻⁴ percent: $10⁻⁶ is half of the last place.
  @Test(
    arguments: [
      (usd(1), 500_000), (usd(2), 1_000_000), (0, 0), (-usd(1), -500_000),
      (usd(1, per: 1_000_000), 0), (usd(3, per: 1_000_000), 2), (usd(5, per: 1_000_000), 2),
      (-usd(1, per: 1_000_000), 0), (-usd(3, per: 1_000_000), -2),
      (usd(1, per: 1_000_000) + 1, 1), (usd(1, per: 1_000_000) - 1, 0),
      (-usd(1, per: 1_000_000) - 1, -1),
    ] as [(Int128, Int128)])
  func `margin percent is margin over revenue, half-even at the fourth decimal`(
    margin: Int128, expected: Int128
  ) {
    let totals = totals([CubeRow(cost: usd(2) - margin, credits: credits(200))])
    #expect(totals.margin.attodollars == margin)
    #expect(totals.marginPercent == expected)
  }

  /// $2 of $3 is 66.6666… percent.
  @Test func `a margin percent that does not end is rounded`() {
    #expect(totals([CubeRow(cost: usd(1), credits: credits(300))]).marginPercent == 666_667)
  }

  @Test func `without revenue every percentage is blank`() {
    let totals = totals([CubeRow(target: percent(40), cost: usd(1))])
    #expect(totals.marginPercent == nil)
    #expect(totals.targetPercent == nil)
    #expect(totals.variancePoints == nil)
  }

  /// $1 at 50 % and $3 at 30 % is (50 + 90) / 4 = 35 %; revenue without a target, of a free tier or of
  /// no rated row carries no weight.
  @Test func `the target is the mean of the plans' targets, weighted by revenue`() {
    let rows = [
      CubeRow(target: percent(50), credits: credits(100)),
      CubeRow(target: percent(30), credits: credits(300)), CubeRow(credits: credits(900)),
      CubeRow(isFree: true, target: percent(90), credits: credits(900)),
      CubeRow(target: percent(90), cost: nil, credits: credits(900)),
    ]
    #expect(totals(rows).targetPercent == 350_000)
    #expect(totals(rows).comparedTarget == nil)
    #expect(totals(rows).comparedPoints == nil)
  }

  @Test func `a target of 0 is a target`() {
    let totals = totals([CubeRow(target: percent(0), cost: usd(1, per: 4), credits: credits(100))])
    #expect(totals.targetPercent == 0)
    #expect(totals.variancePoints == 750_000)
  }

  /// Margin in attodollars of a revenue of $3, target in millionths of a percent.
  ///
  /// $1 of $3 is 33.33333… percent: 33.33335 lies −0.1667 of the last place away, though the rounded
  /// figures 33.3333 and 33.3334 differ by one. $1.5 is 50 percent, so the next rows are halves.
  @Test(
    arguments: [
      (usd(1), 33_333_350, 0), (usd(1), 33_333_250, 1), (usd(1), 33_333_200, 1),
      (usd(3, per: 2), 49_999_950, 0), (usd(3, per: 2), 49_999_850, 2),
      (usd(3, per: 2), 50_000_050, 0), (usd(3, per: 2), 50_000_150, -2),
      (usd(3, per: 2), 49_999_949, 1), (usd(3, per: 2), 40_000_000, 100_000),
      (-usd(3), 40_000_000, -1_400_000),
    ] as [(Int128, Int64, Int128)])
  func `variance is margin less target, rounded half-even after the subtraction`(
    margin: Int128, target: Int64, expected: Int128
  ) {
    let row = CubeRow(
      target: Percent(millionths: target), cost: usd(3) - margin, credits: credits(300))
    let totals = totals([row])
    #expect(totals.variancePoints == expected)
  }

  /// The most that facts may sum to, at the largest target.
  @Test func `percentages of the largest total fit`() {
    let revenue = credits(9_000_000_000_000)
    let totals = totals([
      CubeRow(target: percent(1_000), cost: 0, credits: revenue),
      CubeRow(user: "bob", target: percent(1_000), credits: credits(1_000_000_000_000)),
    ])
    #expect(totals.revenue.attodollars == usd(100_000_000_000))
    #expect(totals.marginPercent == 1_000_000)
    #expect(totals.targetPercent == 10_000_000)
    #expect(totals.variancePoints == -9_000_000)
  }

  private func totals(_ rows: [CubeRow]) -> MoneyTotals { Facts(of: rows).total() }
}
