import Ledger
import Parsing

/// Prices in LiteLLM's catalog that price books cannot hold.
///
/// They decide which classes are charged at a price that is not known.
enum LiteLLMConditions {
  /// A class, in requests above a number of tokens; nil is of every size.
  struct Charged: Hashable {
    let unitClass: UnitClass
    let over: Int64?
  }

  /// Keys of units that we do not have, with the class that is counted in them.
  private static let otherUnits: [(key: String, unitClass: UnitClass)] = [
    ("input_cost_per_audio_per_second", .audioInput),
    ("output_cost_per_audio_per_second", .audioOutput),
    ("input_cost_per_pixel", .image), ("output_cost_per_pixel", .image),
    ("input_cost_per_image_above_", .image), ("output_cost_per_image_above_", .image),
    ("output_cost_per_image_premium", .image),
    ("search_context_cost_per_query", .search),
  ]

  /// Returns what a member that no price was made of leaves without a known price.
  ///
  /// A list of prices by size is known for no size, and what costs less at some hours is known for no request: books
  /// have no hours.
  ///
  /// - Parameter classOf: the class that a key of a price names.
  static func charged(
    _ field: Catalog.Field, classOf: (String) -> UnitClass?
  ) -> Set<Charged> {
    let key = field.name
    if key == "tiered_pricing" {
      return Set(
        field.value.items.flatMap(\.members).compactMap { classOf($0.key) }.map {
          Charged(unitClass: $0, over: nil)
        })
    }
    if key == "off_peak_pricing" {
      return Set(
        (field.value["rates"]?.members ?? []).compactMap { classOf($0.key) }.map {
          Charged(unitClass: $0, over: nil)
        })
    }
    guard let unit = otherUnits.first(where: { key.hasPrefix($0.key) }), isCharge(field.value)
    else {
      return []
    }
    let thousands = key.firstMatch(of: #/_above_([0-9]{1,3})k_tokens$/#).flatMap {
      Int64($0.output.1)
    }
    return [Charged(unitClass: unit.unitClass, over: thousands.map { $0 * 1_000 })]
  }

  private static func isCharge(_ value: JSONValue) -> Bool {
    if case .object(let members) = value.content { return members.contains { isCharge($0.value) } }
    if case .null = value.content { return false }
    return value.numberText.flatMap(CatalogNumber.init)?.perUnit(ofTenTo: 0) != .zero
  }

  /// Factors on the prices of tokens: in a region, and at a service tier.
  ///
  /// LiteLLM multiplies what the tokens of a request cost by `us` where it ran in the US alone, and by `fast` in that
  /// mode (`provider_specific_entry`); by `regional_processing_uplift_multiplier_eu` where it was processed in the EU
  /// (https://github.com/BerriAI/litellm/blob/main/litellm/llms/anthropic/cost_calculation.py, read 2026-11-26).
  struct Factors {
    private(set) var regions: [Name: CatalogNumber] = [:]
    private(set) var tiers: [Name: CatalogNumber] = [:]

    /// Takes a member that states such factors; false for any other, and where one is no number above 0.
    mutating func take(_ key: String, _ value: JSONValue) -> Bool {
      func factor(_ value: JSONValue) -> CatalogNumber? {
        value.numberText.flatMap(CatalogNumber.init).flatMap { $0.isNegative ? nil : $0 }
      }
      let uplift = "regional_processing_uplift_multiplier_"
      if key.hasPrefix(uplift), let factor = factor(value) {
        regions[Name(String(key.dropFirst(uplift.count)))] = factor
        return true
      }
      guard key == "provider_specific_entry" else { return false }
      let known: Set = ["us", "eu", "fast"]
      guard value.members.allSatisfy({ known.contains($0.key) && factor($0.value) != nil }) else {
        return false
      }
      for member in value.members {
        let name = Name(member.key)
        if name == "fast" {
          tiers[name] = factor(member.value)
        } else {
          regions[name] = factor(member.value)
        }
      }
      return true
    }

    /// The quotes of `quotes` with those that the factors make of them; other classes than tokens cost the same.
    func applied(to quotes: [CatalogQuote]) -> [CatalogQuote] {
      let stated = Set(quotes.map(\.key))
      let fast = tiers.sorted { $0.key < $1.key }.flatMap { tier, factor in
        quotes.filter { $0.key.serviceTier == RateKey.standardServiceTier }.map {
          $0.at(serviceTier: tier, region: .empty, times: factor)
        }.filter { !stated.contains($0.key) }
      }
      let anywhere = quotes + fast
      return anywhere
        + regions.sorted { $0.key < $1.key }.flatMap { region, factor in
          anywhere.map { $0.at(serviceTier: $0.key.serviceTier, region: region, times: factor) }
        }
    }
  }
}

extension CatalogQuote {
  /// The same at another service tier and in a region; a price of tokens that does not fit is not known.
  fileprivate func at(serviceTier: Name, region: Name, times factor: CatalogNumber) -> CatalogQuote
  {
    let key = Price.Key(
      provider: key.provider, model: key.model, unitClass: key.unitClass, serviceTier: serviceTier,
      region: region, contextOver: key.contextOver)
    let isToken = key.unitClass.defaultPer == 1_000_000
    return CatalogQuote(
      key: key, perUnit: isToken ? perUnit.flatMap(factor.times) : perUnit, from: from, to: to)
  }
}

extension CatalogNumber {
  /// A price times the number, exactly; nil where that does not fit.
  func times(_ price: Money) -> Money? {
    let decimals = Derivation.factorDecimals
    guard let scaled = perUnit(ofTenTo: Money.decimals - decimals)?.attodollars else { return nil }
    let (product, overflow) = price.attodollars.multipliedReportingOverflow(by: scaled)
    let (perUnit, rest) = product.quotientAndRemainder(dividingBy: powerOfTen(decimals))
    guard !overflow, rest == 0, perUnit <= PriceLimits.highest.attodollars else { return nil }
    return Money(attodollars: perUnit)
  }
}
