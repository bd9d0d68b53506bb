import Cube
import Ledger
import Support
import Testing

/// Of which sums anything is known.
///
/// A credit is worth $0.01, so 100 credits are revenue of $1.
struct KnownMoneyTotalsTests {
  private static let priced = CubeRow(cost: usd(1), credits: credits(300))
  private static let unpriced = CubeRow(cost: nil)
  private static let free = CubeRow(tier: "free", isFree: true, cost: usd(2), credits: credits(100))
  private static let unpricedFree = CubeRow(tier: "free", isFree: true, cost: nil)
  private static let unsold = CubeRow(basis: .notSold, cost: usd(1))

  /// Rows, then vendor cost, revenue and margin in USD; nil is not known.
  @Test(
    arguments: [
      ([], 0, 0, 0),
      ([priced], 1, 3, 2),
      ([priced, unpriced], 1, 3, 2),
      ([unpriced], nil, nil, nil),
      // Free use earns nothing whatever it costs.
      ([unpricedFree], nil, 0, nil),
      ([unpriced, free], 2, nil, nil),
      ([priced, unpricedFree], 1, 3, 2),
      ([unsold], 1, nil, nil),
    ] as [([CubeRow], Int128?, Int128?, Int128?)])
  func `a sum is known where a part of it is`(
    rows: [CubeRow], cost: Int128?, revenue: Int128?, margin: Int128?
  ) {
    let totals = Facts(of: rows).total()
    #expect(totals.knownVendorCost?.attodollars == cost.map { usd($0) })
    #expect(totals.knownRevenue?.attodollars == revenue.map { usd($0) })
    #expect(totals.knownMargin?.attodollars == margin.map { usd($0) })
    #expect(totals.unpriced == Int64(rows.count { $0.cost == nil }))
  }

  @Test func `credits of usage that is not sold are not known`() {
    let totals = Facts(of: [Self.unsold]).total()
    #expect(totals.isUnsold)
    #expect(totals.knownMicrocredits == nil)
    #expect(totals.knownListRevenue == nil)
    #expect(totals.knownNegativeMargin == nil)
  }

  @Test func `revenue by default is summed apart`() {
    let totals = Facts(of: [
      Self.priced, CubeRow(basis: .defaultMultiplier, cost: usd(1), credits: credits(200)),
      CubeRow(
        tier: "new", basis: [.defaultMultiplier, .unlistedTier], cost: usd(1),
        credits: credits(100)),
    ]).total()
    #expect(totals.revenue.attodollars == usd(6))
    #expect(totals.defaultRevenue.attodollars == usd(3))
    #expect(totals.unlistedRevenue.attodollars == usd(1))
  }
}
