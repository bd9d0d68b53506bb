import Ledger
import Pricing

extension RateCard.Pricing {
  /// Returns the pricing of requests with these conditions, given that of other requests.
  ///
  /// It is the same, only that of the base band, or unknown.
  func under(_ conditions: RequestConditions, by search: PriceSearch) -> RateCard.Pricing {
    guard !conditions.isEmpty, case .priced(let bands, let fee) = self, let base = bands.first
    else { return self }
    var unmet = RequestConditions()
    for condition in conditions.all where !condition.isPriced(bands, fee, search) {
      unmet.insert(condition)
    }
    guard unmet.isEmpty else { return .unpriced(.conditions(unmet)) }
    return .priced(bands: conditions.contains(.shortParts) ? [base] : bands, fee: fee)
  }
}

extension RateCard {
  /// The conditions stated by the ledger that leave requests without a price; nil if none.
  package var unmetConditions: RequestConditions? {
    if case .unpriced(.conditions(let conditions)) = pricing { conditions } else { nil }
  }

  /// Each request is the sum of others that are short: the base band counts, whatever the sum.
  package var sumsShortRequests: Bool { kind.conditions.contains(.shortParts) }
}

extension RequestCondition {
  /// True if the prices of a model cover requests with this condition.
  fileprivate func isPriced(
    _ bands: [RateCard.Band], _ fee: FoundPrice?, _ search: PriceSearch
  ) -> Bool {
    func allPrices(_ isFitting: (UnitClass, FoundPrice) -> Bool) -> Bool {
      bands.allSatisfy { band in
        band.prices.priced.allSatisfy { isFitting($0.unitClass, $0.price) }
      }
    }
    // A model that charges nothing for any class charges nothing for what is not stated.
    let isFree = allPrices { $1.perUnit == .zero }
    return switch self {
    case .shortParts: true
    case .partsOfAnyLength: bands.count == 1 && fee == nil
    // Such a call is one request, whatever else it used: a fee per request is its price.
    case .unitsNotStated: fee != nil || isFree
    case .usageNotStated: isFree
    case .tools, .grounding, .otherModel, .severalModels, .citations: false
    case .unreadRegion: !search.hasRegionalPrices
    case .unreadQuantity: isFree
    case .unreadTerms, .gatewayCache, .reversal, .trial: false
    case .cachedImages: search.chargesImagesAsText
    case .undividedOutput: bands.allSatisfy { $0.chargesAsText(.imageOutput, search) }
    case .undividedAudio: bands.allSatisfy { $0.chargesAsText(.audioOutput, search) }
    }
  }
}

extension RateCard.Band {
  /// Returns true if output of a class costs what text does, or no price of the model is for it.
  ///
  /// A price that is not known, or is for another service tier alone, may differ.
  fileprivate func chargesAsText(_ unitClass: UnitClass, _ search: PriceSearch) -> Bool {
    guard let price = prices[unitClass] else { return !search.quotes(unitClass) }
    return price.perUnit == prices[.output]?.perUnit
  }
}
