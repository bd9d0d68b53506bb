import Ledger

/// A price as found for a request, with the rows of the books that decided it.
package struct FoundPrice: Hashable, Sendable {
  package let perUnit: Money
  /// The quoted row first, then the derivations applied to it in order.
  package let places: [Place]
}

/// The answer of the books about the price of a class.
package enum PriceAnswer: Hashable, Sendable {
  case price(FoundPrice)
  /// It is charged for, and the price is not known: a row says so, or there are prices of other regions alone.
  case notKnown
  /// Nothing.
  case none
}

/// Finds the price of each class for requests of one model, service tier and region at one instant.
package struct PriceSearch {
  let list: PriceList
  let derivations: DerivationBook
  let instant: Instant
  private let serviceTier: Name
  /// The region by which prices are looked for; empty where the request has none, and where no price of the model is for
  /// any.
  package let region: Name
  /// True if the region of a request may use prices without one, as the model has no others.
  package let takesAnyRegion: Bool

  package init(
    list: PriceList, derivations: DerivationBook, at instant: Instant, serviceTier: Name,
    region: Name
  ) {
    self.list = list
    self.derivations = derivations
    self.instant = instant
    self.serviceTier = serviceTier
    let model = list.model
    let isNone =
      region.isEmpty
      || RegionNames.none.contains(region) && !list.quotes.keys.contains { $0.region == region }
        && !derivations.regions(of: model).contains(region)
    let hasRegions =
      !isNone && PriceSearch.hasRegionalPrices(list, derivations, at: instant)
    self.region = hasRegions ? region : .empty
    takesAnyRegion = !isNone && !hasRegions
  }

  /// True if some price of the model is for a region alone.
  package var hasRegionalPrices: Bool {
    PriceSearch.hasRegionalPrices(list, derivations, at: instant)
  }

  private static func hasRegionalPrices(
    _ list: PriceList, _ derivations: DerivationBook, at instant: Instant
  ) -> Bool {
    list.quotes.keys.contains { !$0.region.isEmpty }
      || derivations.isRegional(list.model, at: instant)
  }

  /// Returns the price of `unitClass` in the band above `threshold` (nil is the base band), or in the
  /// base band when that band has none; nil when there is none at all.
  package func price(
    of unitClass: UnitClass, inBandOver threshold: Int64?
  ) throws(BookProblem) -> FoundPrice? {
    if case .price(let found) = try answer(for: unitClass, inBandOver: threshold) { return found }
    return nil
  }

  /// Returns what is said of that price.
  package func answer(
    for unitClass: UnitClass, inBandOver threshold: Int64?
  ) throws(BookProblem) -> PriceAnswer {
    let wanted = wanted(unitClass)
    var answer = try search(wanted, threshold, seen: [])
    if answer == .none && threshold != nil { answer = try search(wanted, nil, seen: []) }
    guard answer == .none, let other = try stand(for: unitClass) else { return answer }
    return try self.answer(for: other, inBandOver: threshold)
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

  /// Returns true if the model has a price of a class, for whatever service tier, region and band, or a row says that it
  /// charges one.
  package func quotes(_ unitClass: UnitClass) -> Bool {
    list.quotes.keys.contains { $0.unitClass == unitClass }
  }

  /// True if a price of the band above `threshold` is missing, so that a base price would not do.
  package func lacks(_ wanted: PricedClass, inBandOver threshold: Int64?) -> Bool {
    guard threshold != nil else { return false }
    do throws(BookProblem) {
      return try search(wanted, threshold, seen: []) == .notKnown
    } catch { return false }
  }

  /// Returns the derivations that a price follows which is missing, up to what has to be quoted: of a class whose own row
  /// says that the price is not known, itself.
  package func chain(of unitClass: UnitClass, inBandOver threshold: Int64?) -> DerivationChain {
    let chain = derivations.chain(of: wanted(unitClass), model: list.model, at: instant)
    let steps = [wanted(unitClass)] + chain.entries.indices.map { chain.source(after: $0) }
    let unknown = steps.firstIndex { step in
      [threshold, nil].contains { list.quotes[key(step, $0)].map { $0.perUnit == nil } ?? false }
    }
    guard let unknown else { return chain }
    return DerivationChain(
      derived: chain.derived, entries: Array(chain.entries.prefix(unknown)), source: steps[unknown],
      leadsBack: false)
  }

  /// Returns the price to look up for a class of a request.
  func wanted(_ unitClass: UnitClass) -> PricedClass {
    PricedClass(unitClass: unitClass, serviceTier: serviceTier, region: region)
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
    guard case .price(let found) = try derive(wanted(unitClass), threshold, seen: []) else {
      return nil
    }
    return found
  }

  /// Within one band: the quote, else a derivation.
  ///
  /// With a region only the region's own quote counts, and what is derived for the region or from such a quote: a price
  /// without a region says that there is one for the region, too, which the books do not know.
  private func search(
    _ wanted: PricedClass, _ threshold: Int64?, seen: Set<PricedClass>
  ) throws(BookProblem) -> PriceAnswer {
    if let quote = list.quotes[key(wanted, threshold)] {
      guard let perUnit = quote.perUnit else { return .notKnown }
      return .price(FoundPrice(perUnit: perUnit, places: [quote.place]))
    }
    let derived = try derive(wanted, threshold, seen: seen)
    guard derived == .none, !wanted.region.isEmpty else { return derived }
    let anywhere = PricedClass(unitClass: wanted.unitClass, serviceTier: wanted.serviceTier)
    return try search(anywhere, threshold, seen: seen) == .none ? .none : .notKnown
  }

  private func key(_ wanted: PricedClass, _ threshold: Int64?) -> Price.Key {
    Price.Key(
      provider: list.model.provider, model: list.model.model, unitClass: wanted.unitClass,
      serviceTier: wanted.serviceTier, region: wanted.region, contextOver: threshold)
  }

  private func derive(
    _ wanted: PricedClass, _ threshold: Int64?, seen: Set<PricedClass>
  ) throws(BookProblem) -> PriceAnswer {
    guard !seen.contains(wanted),
      let entry = derivations.derivation(of: wanted, model: list.model, at: instant)
    else { return .none }
    let answer = try search(entry.value.source(of: wanted), threshold, seen: seen.union([wanted]))
    guard case .price(let source) = answer else { return answer }
    let (product, overflow) = source.perUnit.attodollars.multipliedReportingOverflow(
      by: entry.value.factorTrillionths)
    let (perUnit, rest) = product.quotientAndRemainder(
      dividingBy: powerOfTen(Derivation.factorDecimals))
    let (price, factor) = (source.places[0], entry.value.factor)
    guard !overflow, perUnit <= PriceLimits.highest.attodollars else {
      throw BookProblem(.largeDerivation(price: price, factor: factor), at: entry.place)
    }
    guard rest == 0 else {
      throw BookProblem(.inexactDerivation(price: price, factor: factor), at: entry.place)
    }
    return .price(
      FoundPrice(perUnit: Money(attodollars: perUnit), places: source.places + [entry.place]))
  }
}
