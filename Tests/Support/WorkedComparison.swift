import Comparing
import Ledger

/// The worked example of docs/COMPARE.md: July against May 2026, two accounts, two models and a failed request.
package enum WorkedComparison {
  package static func make(isSold: Bool = true) throws -> PeriodComparison {
    let small = key("small")
    let (big, failed) = (key("big"), key("small", isCharged: false))
    return try PeriodComparison(
      month(5),
      [
        CellID(account: "a1", key: small): sums(
          2, input: (2_000_000, 200), output: (200_000, 80), revenue: 448, price: (100, 150),
          multiplier: -28),
        CellID(account: "a1", key: big): sums(
          1, input: (100_000, 100), output: (10_000, 40), revenue: 224, multiplier: -14),
        CellID(account: "a1", key: failed): sums(1, input: (200_000, 20), isCharged: false),
        CellID(account: "a2", key: small): sums(
          1, input: (500_000, 50), output: (50_000, 20), revenue: 112, multiplier: -7),
      ],
      month(7),
      [
        CellID(account: "a1", key: small): sums(
          3, input: (2_700_000, 270), cached: (900_000, 9), output: (350_000, 140), revenue: 672),
        CellID(account: "a1", key: big): sums(
          2, input: (300_000, 300), output: (30_000, 120), revenue: 672),
      ], isSold: isSold)
  }

  private static func month(_ number: Int) -> ComparedPeriod {
    ComparedPeriod(period: Month(year: 2026, month: number).period, days: 31)
  }

  private static func key(_ model: Name, isCharged: Bool = true) -> CellKey {
    CellKey(
      tier: "pro", provider: "v", model: model, service: "", serviceTier: "", isBYOK: false,
      isCharged: isCharged)
  }

  /// Amounts are in cents; those of a class are behind its tokens.
  private static func sums(
    _ requests: Int64, input: (Int128, Int128), cached: (Int128, Int128) = (0, 0),
    output: (Int128, Int128) = (0, 0), revenue: Int128 = 0, price: (Int128, Int128) = (0, 0),
    multiplier: Int128 = 0, isCharged: Bool = true
  ) -> CellSums {
    var sums = CellSums()
    sums.requests = requests
    // 1.6, which failed requests are not charged.
    sums.factor = isCharged ? ChargeFactor(value: 160_000_000) : .none
    // 1.5 in May.
    if isCharged {
      sums.startFactors = FactorRange(
        ChargeFactor(value: multiplier == 0 ? 160_000_000 : 150_000_000))
    }
    let classes: [(UnitClass, (Int128, Int128))] = [
      (.input, input), (.cacheRead, cached), (.output, output),
    ]
    for (unitClass, (tokens, cents)) in classes {
      guard let index = CellSums.classes.firstIndex(of: unitClass) else { continue }
      sums.quantities[index] = tokens
      sums.constantCosts[index] = usd(cents, per: 100)
    }
    sums.constantRevenue = usd(revenue, per: 100)
    sums.priceCost = usd(price.0, per: 100)
    sums.priceRevenue = usd(price.1, per: 100)
    sums.multiplierRevenue = usd(multiplier, per: 100)
    return sums
  }
}
