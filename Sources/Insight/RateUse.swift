import Ledger
import Rating

/// What requests share for which every price is the same: that of their model, of batch, and of every model that might
/// answer instead.
package struct UsedRate: Hashable, Sendable {
  /// Without tier, status and currency.
  let kind: RequestKind
  /// After aliases.
  let model: Name
  /// The first instant of the stretch of time in which no price changes.
  let since: Instant
  /// Total inputs above it and up to the next threshold of any price are in one band of each; -1 for the base band.
  let over: Int64
  /// The requests have a price.
  let isPriced: Bool
}

/// The requests of one rate, summed.
package struct RateSum: Sendable {
  var requests: Int64 = 0
  var quantities = Quantities()
  /// In attodollars, if every key were ours.
  var cost: Int128 = 0
}

extension RateCard.Pricing {
  /// The prices of a band, and the fee of a request in attodollars.
  struct BandPrices {
    let band: RateCard.Band
    let fee: Int128
  }

  /// Returns the prices of the band above a threshold; nil for requests without a price.
  func band(over threshold: Int64) -> BandPrices? {
    guard case .priced(let bands, let fee) = self,
      let band = bands.last(where: { ($0.over ?? -1) <= threshold }) ?? bands.first
    else { return nil }
    return BandPrices(band: band, fee: fee?.perUnit.attodollars ?? 0)
  }

  /// The thresholds of its bands.
  var thresholds: [Int64] {
    guard case .priced(let bands, _) = self else { return [] }
    return bands.compactMap(\.over)
  }
}

extension RateCard.Pricing.BandPrices {
  /// Returns what summed requests cost in attodollars, exactly; nil where a class that they used has no price, or the
  /// amount leaves its range.
  func cost(of sum: RateSum) -> Int128? {
    var total = fee.multipliedReportingOverflow(by: Int128(sum.requests))
    for unitClass in UnitClass.quantities where sum.quantities[unitClass] != 0 {
      guard let price = band.prices[unitClass]?.perUnit.attodollars else { return nil }
      let product = price.multipliedReportingOverflow(by: Int128(sum.quantities[unitClass]))
      let (cost, rest) = product.partialValue.quotientAndRemainder(
        dividingBy: Int128(unitClass.quantityPerUnit))
      guard rest == 0 else { return nil }
      let (next, overflow) = total.partialValue.addingReportingOverflow(cost)
      total = (next, total.overflow || product.overflow || overflow)
    }
    return total.overflow ? nil : total.partialValue
  }
}
