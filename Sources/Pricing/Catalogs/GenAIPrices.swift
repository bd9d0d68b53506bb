import Ledger
import Parsing

/// The catalog of [pydantic/genai-prices](https://github.com/pydantic/genai-prices), `prices/new_data/v2/data.json`.
///
/// A list of providers, each with models that have rules for names and prices in USD per million tokens or per
/// thousand requests. Prices may be dated: the last one that has started counts. A price with tiers is that of
/// the highest tier whose start is below the total input, caches included, for the whole request.
enum GenAIPrices {
  static func read(_ json: JSONValue) throws(CatalogFault) -> Catalog {
    guard case .array(let items) = json.content else {
      throw json.fault("json.type", "expected a list of providers")
    }
    let providers = try items.map(GenAIProvider.init)
    var catalog = Catalog()
    for provider in providers {
      let models = provider.modelsWithFallback(providers)
      for model in models {
        let key = ModelKey(provider: Name(provider.id), model: Name(model.id))
        guard catalog.admit(key, line: model.json.line) else { continue }
        readPrices(of: key, model.json, into: &catalog)
      }
      for alias in GenAINames(provider: provider.id, models: models).aliases(&catalog) {
        catalog.add(alias)
      }
    }
    return catalog
  }

  /// The classes by their members, and how many units a price is for, as a power of ten.
  private static let classes: [String: (unitClass: UnitClass, power: Int)] = [
    "input_mtok": (.input, 6), "output_mtok": (.output, 6), "cache_read_mtok": (.cacheRead, 6),
    "cache_write_mtok": (.cacheWrite5m, 6), "cache_write_5m_mtok": (.cacheWrite5m, 6),
    "cache_write_1h_mtok": (.cacheWrite1h, 6), "input_audio_mtok": (.audioInput, 6),
    "output_audio_mtok": (.audioOutput, 6), "output_reasoning_mtok": (.reasoning, 6),
    "cache_audio_read_mtok": (.audioCacheRead, 6), "input_image_mtok": (.imageInput, 6),
    "output_image_mtok": (.imageOutput, 6),
    "requests_kcount": (.request, 3), "web_searches_kcount": (.search, 3),
  ]

  /// A time with its prices.
  private struct Stretch {
    let from: Instant?
    let to: Instant?
    let prices: JSONValue
  }

  private static func readPrices(
    of model: ModelKey, _ json: JSONValue, into catalog: inout Catalog
  ) {
    guard let prices = json["prices"] else { return }
    if let variants = json["price_variants"], !variants.items.isEmpty {
      catalog.note(.unit, Catalog.Field(model: model, name: "price_variants", value: variants))
    }
    for stretch in stretches(prices, of: model, into: &catalog) {
      var bands: [UnitClass: [Int64?: Money?]] = [:]
      for member in stretch.prices.members {
        let field = Catalog.Field(model: model, name: member.key, value: member.value)
        if case .null = member.value.content { continue }
        guard let (unitClass, power) = classes[member.key] else {
          catalog.note(.unit, field)
          continue
        }
        // What names five minutes says more than what names none.
        if member.key == "cache_write_mtok" && stretch.prices["cache_write_5m_mtok"] != nil {
          continue
        }
        bands[unitClass] = self.bands(field, power: power, into: &catalog)
      }
      // No prices at all is how the catalog writes a model that is free.
      if stretch.prices.members.isEmpty {
        bands = [.input: [nil: .zero], .output: [nil: .zero]]
      }
      for (key, perUnit) in CatalogBands.keys(of: model, bands) {
        catalog.add(
          CatalogQuote(key: key, perUnit: perUnit, from: stretch.from, to: stretch.to))
      }
    }
  }

  /// The prices of a member, by the threshold that the total input must be above.
  private static func bands(
    _ field: Catalog.Field, power: Int, into catalog: inout Catalog
  ) -> [Int64?: Money?] {
    guard let base = field.value["base"] else {
      return catalog.stated(field, ofTenTo: power).map { [nil: $0] } ?? [:]
    }
    var bands: [Int64?: Money?] = [:]
    func price(_ value: JSONValue) -> Money? {
      let field = Catalog.Field(model: field.model, name: field.name, value: value)
      return catalog.perUnit(field, ofTenTo: power)
    }
    bands.updateValue(price(base), forKey: nil)
    for tier in field.value["tiers"]?.items ?? [] {
      guard let start = tier["start"]?.numberText.flatMap(CatalogNumber.init)?.whole,
        let value = tier["price"]
      else {
        catalog.note(.shape, Catalog.Field(model: field.model, name: field.name, value: tier))
        continue
      }
      bands.updateValue(price(value), forKey: start)
    }
    return bands
  }

  /// The times of a model's prices: each begins on its day, and ends where the next one begins.
  private static func stretches(
    _ prices: JSONValue, of model: ModelKey, into catalog: inout Catalog
  ) -> [Stretch] {
    guard case .array(let entries) = prices.content else {
      return [Stretch(from: nil, to: nil, prices: prices)]
    }
    // The last that has begun counts, so an entry without a day hides all before it.
    var starts: [(from: Instant?, prices: JSONValue)] = []
    for entry in entries {
      guard let stated = entry["prices"] else { continue }
      guard let constraint = entry["constraint"], !constraint.members.isEmpty else {
        starts = [(nil, stated)]
        continue
      }
      let field = Catalog.Field(model: model, name: "prices", value: constraint)
      guard constraint.members.count == 1,
        let day = constraint["start_date"]?.text.flatMap({ Day($0) })
      else {
        // Prices by the hour: no price of the day would be right, so there is none.
        catalog.note(.hours, field)
        return []
      }
      // The first entry counts before any other has begun, whatever its day.
      let start = starts.isEmpty ? nil : Instant(startOf: day)
      guard let start else {
        starts.append((nil, stated))
        continue
      }
      starts.removeAll { $0.from.map { $0 >= start } ?? false }
      starts.append((start, stated))
    }
    return starts.indices.map { index in
      Stretch(
        from: starts[index].from,
        to: index + 1 < starts.count ? starts[index + 1].from : nil, prices: starts[index].prices)
    }
  }
}
