import Ledger

/// A price as found for a request, with the rows of the books that decided it.
package struct FoundPrice: Hashable, Sendable {
  package let perUnit: Money
  /// The quoted row first, then the derivations applied to it in order.
  package let places: [Place]
}

/// Finds the price of each class for requests of one model, service tier and region at one instant.
package struct PriceSearch {
  let list: PriceList
  let derivations: DerivationBook
  let instant: Instant
  private let serviceTier: Name
  let region: Name

  package init(
    list: PriceList, derivations: DerivationBook, at instant: Instant, serviceTier: Name,
    region: Name
  ) {
    self.list = list
    self.derivations = derivations
    self.instant = instant
    self.serviceTier = serviceTier
    self.region = region
  }

  /// Returns the price of `unitClass` in the band above `threshold` (nil is the base band), or in the
  /// base band when that band has none; nil when there is none at all.
  package func price(
    of unitClass: UnitClass, inBandOver threshold: Int64?
  ) throws(BookProblem) -> FoundPrice? {
    if let price = try search(unitClass, serviceTier, threshold, seen: []) { return price }
    if threshold != nil, let price = try search(unitClass, serviceTier, nil, seen: []) {
      return price
    }
    return try stand(for: unitClass).flatMap { other throws(BookProblem) in
      try price(of: other, inBandOver: threshold)
    }
  }

  /// The class whose price a class without one has; nil where it needs its own.
  ///
  /// A model that quotes no price of images counts those that it is given as input, and charges them so: "image inputs are
  /// metered and charged in tokens, similar to how text inputs are" (https://platform.openai.com/docs/guides/images-vision,
  /// read 2026-11). What is cached of audio costs what is cached of text where audio costs what text does.
  private func stand(for unitClass: UnitClass) throws(BookProblem) -> UnitClass? {
    switch unitClass {
    case .imageInput: return chargesImagesAsText ? .input : nil
    case .audioCacheRead:
      let audio = try price(of: .audioInput, inBandOver: nil)?.perUnit
      let text = try price(of: .input, inBandOver: nil)?.perUnit
      return audio != nil && audio == text ? .cacheRead : nil
    default: return nil
    }
  }

  /// The model has no price for tokens of images, so that it charges those that it is given as text.
  package var chargesImagesAsText: Bool {
    !list.quotes.keys.contains { $0.unitClass == .imageInput || $0.unitClass == .imageOutput }
  }

  /// Returns the price of `unitClass` for requests whose total input is just above `threshold` (nil is the least), in
  /// whatever band that is; nil when there is none, and where a derived price would not fit: rating refuses such books.
  package func fittingPrice(of unitClass: UnitClass, above threshold: Int64?) -> FoundPrice? {
    let band = list.thresholds.last { $0 <= threshold ?? -1 }
    do throws(BookProblem) {
      return try price(of: unitClass, inBandOver: unitClass == .request ? nil : band)
    } catch { return nil }
  }

  /// Returns what the derivation for `unitClass` would give in a band, whether or not a price is quoted;
  /// nil when there is no derivation, or no price to derive from.
  func derivedPrice(
    of unitClass: UnitClass, inBandOver threshold: Int64?
  ) throws(BookProblem) -> FoundPrice? {
    try derive(unitClass, serviceTier, threshold, seen: [])
  }

  /// Within one band: the region's quote, else the quote without a region, else a derivation.
  private func search(
    _ unitClass: UnitClass, _ serviceTier: Name, _ threshold: Int64?, seen: Set<PricedClass>
  ) throws(BookProblem) -> FoundPrice? {
    for region in region.isEmpty ? [.empty] : [region, .empty] {
      let key = Price.Key(
        provider: list.model.provider, model: list.model.model, unitClass: unitClass,
        serviceTier: serviceTier, region: region, contextOver: threshold)
      if let quote = list.quotes[key] {
        return FoundPrice(perUnit: quote.perUnit, places: [quote.place])
      }
    }
    return try derive(unitClass, serviceTier, threshold, seen: seen)
  }

  private func derive(
    _ unitClass: UnitClass, _ serviceTier: Name, _ threshold: Int64?, seen: Set<PricedClass>
  ) throws(BookProblem) -> FoundPrice? {
    let step = PricedClass(unitClass: unitClass, serviceTier: serviceTier)
    guard !seen.contains(step),
      let entry = derivations.derivation(of: step, provider: list.model.provider, at: instant)
    else { return nil }
    let from = entry.value.source(of: step)
    guard
      let source = try search(
        from.unitClass, from.serviceTier, threshold, seen: seen.union([step]))
    else { return nil }
    let (product, overflow) = source.perUnit.attodollars.multipliedReportingOverflow(
      by: entry.value.factorTrillionths)
    let (perUnit, rest) = product.quotientAndRemainder(
      dividingBy: powerOfTen(Derivation.factorDecimals))
    let (price, factor) = (source.places[0], entry.value.factor)
    guard !overflow, perUnit <= PriceBook.priceLimit.attodollars else {
      throw BookProblem(.largeDerivation(price: price, factor: factor), at: entry.place)
    }
    guard rest == 0 else {
      throw BookProblem(.inexactDerivation(price: price, factor: factor), at: entry.place)
    }
    return FoundPrice(
      perUnit: Money(attodollars: perUnit), places: source.places + [entry.place])
  }
}
