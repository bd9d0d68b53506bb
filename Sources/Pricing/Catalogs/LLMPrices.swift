import Ledger
import Parsing

/// The catalog of [simonw/llm-prices](https://github.com/simonw/llm-prices): `data/VENDOR.json`, or what is built
/// of them, `historical-v1.json` and `current-v1.json`.
///
/// USD per million tokens, each price with its days: the first counts, the last does not. What large requests
/// cost is a model of its own there, called by its threshold: `gemini-2.5-pro-200k`; what that leaves out costs the
/// same for all sizes.
enum LLMPrices {
  static func read(_ json: JSONValue) throws(CatalogFault) -> Catalog {
    var entries: [Entry] = []
    if let vendor = json["vendor"]?.text, let models = json["models"] {
      for model in models.items {
        guard let id = model["id"]?.text else { continue }
        for prices in model["price_history"]?.items ?? [] {
          entries.append(Entry(vendor: vendor, id: id, prices: prices))
        }
      }
    } else if let prices = json["prices"] {
      entries = prices.items.compactMap { prices in
        guard let vendor = prices["vendor"]?.text, let id = prices["id"]?.text else { return nil }
        return Entry(vendor: vendor, id: id, prices: prices)
      }
    } else {
      throw json.fault("json.type", "expected a vendor with models, or prices")
    }
    return catalog(of: entries)
  }

  private struct Entry {
    let vendor: String
    let id: String
    let prices: JSONValue
  }

  private static let classes: [(member: String, unitClass: UnitClass)] = [
    ("input", .input), ("output", .output), ("input_cached", .cacheRead),
  ]

  private static func catalog(of entries: [Entry]) -> Catalog {
    var catalog = Catalog()
    let ids = Set(entries.map { $0.vendor + "/" + $0.id })
    for entry in entries {
      let (base, over) = LLMPrices.band(entry.id) { ids.contains(entry.vendor + "/" + $0) }
      let model = ModelKey(provider: Name(entry.vendor), model: Name(base))
      guard catalog.admit(model, line: entry.prices.line),
        let from = day("from_date", entry, model, &catalog),
        let to = day("to_date", entry, model, &catalog)
      else { continue }
      for (member, unitClass) in classes {
        guard let value = entry.prices[member] else { continue }
        if case .null = value.content { continue }
        let field = Catalog.Field(model: model, name: member, value: value)
        guard let perUnit = catalog.stated(field, ofTenTo: 6) else { continue }
        let key = Price.Key(
          provider: model.provider, model: model.model, unitClass: unitClass,
          serviceTier: RateKey.standardServiceTier, region: .empty, contextOver: over)
        catalog.add(
          CatalogQuote(key: key, perUnit: perUnit, from: from.instant, to: to.instant))
      }
    }
    for quote in sizeless(catalog.quotes) { catalog.add(quote) }
    return catalog
  }

  /// Returns quotes for each band of a model, of classes without a price for large requests.
  ///
  /// They last as long as the model has prices.
  private static func sizeless(_ quotes: [CatalogQuote]) -> [CatalogQuote] {
    let models = Dictionary(grouping: quotes, by: \.key.modelKey)
    return models.flatMap { model, quotes -> [CatalogQuote] in
      guard quotes.contains(where: { $0.key.contextOver != nil }) else { return [] }
      let edges = Set(quotes.flatMap { [$0.from ?? .distantPast, $0.to ?? .distantFuture] })
        .sorted()
      var added: [CatalogQuote] = []
      for (start, end) in zip(edges, edges.dropFirst()) {
        var bands: [UnitClass: [Int64?: Money?]] = [:]
        for quote in quotes
        where quote.from ?? .distantPast <= start && start < quote.to ?? .distantFuture {
          bands[quote.key.unitClass, default: [:]][quote.key.contextOver] = quote.perUnit
        }
        for (key, perUnit) in CatalogBands.keys(of: model, bands)
        where bands[key.unitClass]?[key.contextOver] == nil {
          var from = start == .distantPast ? nil : start
          // It goes on where only another price changes.
          if let index = added.lastIndex(where: { $0.key == key }), added[index].to == start,
            added[index].perUnit == perUnit
          {
            from = added.remove(at: index).from
          }
          added.append(
            CatalogQuote(
              key: key, perUnit: perUnit, from: from, to: end == .distantFuture ? nil : end))
        }
      }
      return added
    }
  }

  /// A day that may be left out.
  private struct Edge {
    let instant: Instant?
  }

  private static func day(
    _ member: String, _ entry: Entry, _ model: ModelKey, _ catalog: inout Catalog
  ) -> Edge? {
    guard let value = entry.prices[member] else { return Edge(instant: nil) }
    if case .null = value.content { return Edge(instant: nil) }
    guard let day = value.text.flatMap({ Day($0) }) else {
      catalog.note(.shape, Catalog.Field(model: model, name: member, value: value))
      return nil
    }
    return Edge(instant: Instant(startOf: day))
  }

  /// The model and the threshold that an id means: `m-200k` is `m` above 200,000 tokens, where there is an `m`.
  private static func band(_ id: String, isModel: (String) -> Bool) -> (String, Int64?) {
    guard id.hasSuffix("k"), let dash = id.lastIndex(of: "-") else { return (id, nil) }
    let base = String(id[..<dash])
    guard let thousands = Int64(id[id.index(after: dash)...].dropLast()), thousands > 0,
      thousands < 1_000_000, isModel(base)
    else { return (id, nil) }
    return (base, thousands * 1_000)
  }
}
