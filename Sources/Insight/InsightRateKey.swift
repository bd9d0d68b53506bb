import Ledger
import Pricing
import Rating

/// The key of requests for which every price is the same: that of their model, of batch, and of every model that might
/// answer instead.
package struct InsightRateKey: Hashable, Sendable {
  /// Without tier, status and currency.
  let kind: RateKey
  /// After aliases.
  let model: Name
  /// The first instant of the stretch of time in which no price changes.
  let since: Instant
  /// Total inputs above it and up to the next threshold of any price are in one band of each; -1 for the base band.
  let over: Int64
  /// The requests have a price.
  let isPriced: Bool
  /// Paid requests with customers' own keys owe no fee, because the model has no class when they start.
  let isWithoutFee: Bool
  /// The classes with a quantity, where only some of the requests may have another price; else empty.
  let classes: UsedClasses
}

/// A set of unit classes.
struct UsedClasses: OptionSet, Hashable, Sendable {
  private(set) var rawValue: UInt32

  init(rawValue: UInt32) { self.rawValue = rawValue }

  /// The classes of which `quantities` has some.
  @inline(__always)
  init(_ quantities: Quantities) {
    // Most rows have nothing but these, and every row comes by here.
    rawValue =
      UsedClasses.bit(quantities.input, .input)
      | UsedClasses.bit(quantities.cacheRead, .cacheRead)
      | UsedClasses.bit(quantities.cacheWrite5m, .cacheWrite5m)
      | UsedClasses.bit(quantities.cacheWrite1h, .cacheWrite1h)
      | UsedClasses.bit(quantities.output, .output)
      | UsedClasses.bit(quantities.reasoning, .reasoning)
    if quantities.hasOnlyTextTokens { return }
    for unitClass in UnitClass.quantities where quantities[unitClass] != 0 {
      insert(UsedClasses(rawValue: UsedClasses.bit(1, unitClass)))
    }
  }

  @inline(__always)
  private static func bit(_ quantity: Int64, _ unitClass: UnitClass) -> UInt32 {
    quantity == 0 ? 0 : 1 << UInt32(unitClass.rawValue)
  }
}

extension RateCard {
  /// Paid requests with customers' own keys owe no fee, because the model has no class.
  ///
  /// A card begins anew where a class does, so that the class at its first instant counts.
  func isWithoutFee(_ books: Books) -> Bool {
    let key = ModelKey(provider: dimensions.provider, model: dimensions.model)
    return kind.isBYOK && hasChargedStatus && !dimensions.terms.isFree
      && books.models.modelClass(of: key, at: validity.from) == nil
  }
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

  /// Some class has a price here and none in a band of `other`, which has others.
  func exceeds(_ other: RateCard.Pricing) -> Bool {
    guard case .priced(let bands, _) = self, case .priced(let others, _) = other else {
      return false
    }
    return UnitClass.quantities.contains { unitClass in
      bands.contains { $0.prices[unitClass] != nil }
        && others.contains { $0.prices[unitClass] == nil }
    }
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
