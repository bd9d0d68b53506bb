import Ledger
import Parsing

/// The catalog of [models.dev](https://models.dev), `https://models.dev/api.json`.
///
/// An object of providers, each with its models; `cost` is in USD per million tokens
/// (https://github.com/anomalyco/models.dev#readme, read 2026-11-26). `context_over_200k` and `tiers` are prices of requests
/// above a number of tokens; what a tier does not name costs what it does in smaller ones. There are no dates of prices
/// (`last_updated` is about the model): a price counts from the day of the file. A model without `cost` has no known price.
enum ModelsDev {
  private static let classes: [(member: String, unitClass: UnitClass)] = [
    ("input", .input), ("output", .output), ("reasoning", .reasoning), ("cache_read", .cacheRead),
    ("cache_write", .cacheWrite5m), ("input_audio", .audioInput), ("output_audio", .audioOutput),
  ]

  /// True if members of an object are providers of the catalog.
  static func isCatalog(_ members: [JSONValue.Member]) -> Bool {
    members.contains { member in
      guard let models = member.value["models"], case .object = models.content else { return false }
      return member.value["id"]?.text == member.key
    }
  }

  static func read(_ json: JSONValue) throws(CatalogFault) -> Catalog {
    guard case .object(let providers) = json.content else {
      throw json.fault("json.type", "expected an object of providers")
    }
    var catalog = Catalog()
    for provider in providers {
      guard let models = provider.value["models"], case .object(let entries) = models.content else {
        let nameless = ModelKey(provider: Name(provider.key), model: .empty)
        catalog.note(.shape, nameless, field: "models", text: "", line: provider.line)
        continue
      }
      for entry in entries {
        let model = ModelKey(provider: Name(provider.key), model: Name(entry.key))
        guard catalog.admit(model, line: entry.line) else { continue }
        if let cost = entry.value["cost"] {
          readPrices(cost, of: model, RateKey.standardServiceTier, "cost", into: &catalog)
        }
        // Ways to serve a model that are charged otherwise, such as `fast`.
        for mode in entry.value["experimental"]?["modes"]?.members ?? [] {
          guard let cost = mode.value["cost"] else { continue }
          readPrices(cost, of: model, Name(mode.key), "modes.\(mode.key)", into: &catalog)
        }
      }
    }
    return catalog
  }

  private typealias Bands = [UnitClass: [Int64?: Money?]]

  private static func readPrices(
    _ cost: JSONValue, of model: ModelKey, _ serviceTier: Name, _ path: String,
    into catalog: inout Catalog
  ) {
    var bands: Bands = [:]
    take(cost, over: nil, of: model, path, to: &bands, &catalog)
    if let large = cost["context_over_200k"] {
      let path = path + ".context_over_200k"
      take(large, over: 200_000, of: model, path, to: &bands, &catalog)
    }
    for tier in cost["tiers"]?.items ?? [] {
      let path = path + ".tiers"
      guard tier["tier"]?["type"]?.text == "context",
        let size = tier["tier"]?["size"]?.numberText.flatMap(CatalogNumber.init)?.whole, size > 0
      else {
        catalog.note(.shape, Catalog.Field(model: model, name: path, value: tier))
        // What it prices has another price under a condition that nobody knows.
        for (member, unitClass) in classes where tier[member] != nil {
          bands[unitClass, default: [:]].updateValue(nil, forKey: nil)
        }
        continue
      }
      take(tier, over: size, of: model, path, to: &bands, &catalog)
    }
    for (key, perUnit) in CatalogBands.keys(of: model, bands) {
      let key = Price.Key(
        provider: key.provider, model: key.model, unitClass: key.unitClass,
        serviceTier: serviceTier, region: .empty, contextOver: key.contextOver)
      catalog.add(CatalogQuote(key: key, perUnit: perUnit))
    }
  }

  private static func take(
    _ prices: JSONValue, over: Int64?, of model: ModelKey, _ path: String, to bands: inout Bands,
    _ catalog: inout Catalog
  ) {
    for member in prices.members where !["context_over_200k", "tiers", "tier"].contains(member.key)
    {
      let name = "\(path).\(member.key)"
      let field = Catalog.Field(model: model, name: name, value: member.value)
      guard let unitClass = classes.first(where: { $0.member == member.key })?.unitClass else {
        catalog.note(.unit, field)
        continue
      }
      guard let perUnit = catalog.stated(field, ofTenTo: 6) else { continue }
      bands[unitClass, default: [:]].updateValue(perUnit, forKey: over)
    }
  }
}
