import Ledger
import Parsing

/// The catalog of [LiteLLM](https://github.com/BerriAI/litellm), `model_prices_and_context_window.json`.
///
/// An object of models, in USD for one unit. The keys of prices have a grammar: what is priced, `_above_200k_tokens`
/// for large requests, `_batches`, `_flex` or `_priority` for a tier of service. There are no dates: a price
/// counts from the day of the file.
enum LiteLLM {
  /// The entry that explains the others.
  private static let sample = "sample_spec"

  static func read(_ json: JSONValue) throws(CatalogFault) -> Catalog {
    guard case .object(let members) = json.content else {
      throw json.fault("json.type", "expected an object of models")
    }
    var catalog = Catalog()
    for member in members where member.key != sample {
      guard let stated = member.value["litellm_provider"]?.text, !stated.isEmpty else {
        let model = ModelKey(provider: .empty, model: Name(member.key))
        catalog.note(.shape, model, field: "litellm_provider", text: "", line: member.line)
        continue
      }
      let provider = LiteLLM.provider(stated)
      let model = ModelKey(provider: Name(provider), model: Name(member.key))
      guard catalog.admit(model, line: member.line) else { continue }
      LiteLLMPrices(model: model, entry: member.value).add(to: &catalog)
    }
    addNames(to: &catalog)
    return catalog
  }

  /// The provider as logs of LiteLLM name it (`custom_llm_provider`): what follows is only how it is called.
  private static func provider(_ stated: String) -> String {
    if stated.hasPrefix("vertex_ai-") { return "vertex_ai" }
    if stated.hasPrefix("fireworks_ai-") { return "fireworks_ai" }
    return stated == "bedrock_converse" ? "bedrock" : stated
  }

  /// A key may begin with its provider, where ledgers have the provider in a column of its own: the rest of the
  /// key is another name of the model, unless it is a model itself.
  private static func addNames(to catalog: inout Catalog) {
    for model in catalog.models.sorted(by: { ($0.provider, $0.model) < ($1.provider, $1.model) }) {
      let prefix = model.provider.bytes + Array("/".utf8)
      guard model.model.bytes.starts(with: prefix) else { continue }
      let rest = Name(bytes: model.model.bytes.dropFirst(prefix.count))
      guard !rest.isEmpty, NameFault.faults(inName: rest.bytes).isEmpty,
        !catalog.models.contains(ModelKey(provider: model.provider, model: rest))
      else { continue }
      catalog.add(Alias(provider: model.provider, alias: rest, model: model.model))
    }
  }
}

/// The prices of one entry.
private struct LiteLLMPrices {
  let model: ModelKey
  let entry: JSONValue

  /// A part of a key that names a class.
  private static let classes: [(key: String, unitClass: UnitClass)] = [
    ("input_cost_per_token", .input), ("output_cost_per_token", .output),
    ("cache_read_input_token_cost", .cacheRead),
    ("cache_creation_input_token_cost_above_1hr", .cacheWrite1h),
    ("cache_creation_input_token_cost", .cacheWrite5m),
    ("output_cost_per_reasoning_token", .reasoning),
    ("input_cost_per_audio_token", .audioInput), ("output_cost_per_audio_token", .audioOutput),
    ("input_cost_per_image_token", .imageInput), ("output_cost_per_image_token", .imageOutput),
    ("cache_read_input_audio_token_cost", .audioCacheRead),
    ("input_cost_per_request", .request), ("input_cost_per_query", .search),
  ]

  /// Classes of which a key for what goes in and one for what comes out may both be there.
  private static let halves: [(keys: [String], unitClass: UnitClass)] = [
    (["input_cost_per_image", "output_cost_per_image", "cost_per_image"], .image),
    (["input_cost_per_second", "output_cost_per_second"], .second),
  ]

  private static let serviceTiers = [
    "batches": "batch", "batch_requests": "batch", "flex": "flex", "priority": "priority",
    "fast": "fast", "ultrafast": "ultrafast",
  ]

  /// Who counts a request of exactly the threshold as above it.
  private static let inclusive: Set<Name> = ["xai"]

  /// The unit class, service tier and context threshold of a key.
  private struct Meaning {
    let unitClass: UnitClass
    let serviceTier: Name
    let over: Int64?
  }

  func add(to catalog: inout Catalog) {
    var bands: Bands = [:]
    var factors = LiteLLMConditions.Factors()
    var charged: Set<LiteLLMConditions.Charged> = []
    let halves = Set(LiteLLMPrices.halves.flatMap(\.keys))
    for member in entry.members where LiteLLMPrices.isPrice(member.key) {
      let field = Catalog.Field(model: model, name: member.key, value: member.value)
      if halves.contains(member.key) || factors.take(member.key, member.value) { continue }
      guard let meaning = meaning(member.key) else {
        let isSearch = member.key == "search_context_cost_per_query"
        if isSearch && addSearch(field, to: &bands, &catalog) { continue }
        catalog.note(.unit, field)
        charged.formUnion(
          LiteLLMConditions.charged(field) { key in
            LiteLLMPrices.classes.first { key.hasPrefix($0.key) }?.unitClass
          })
        continue
      }
      guard let perUnit = catalog.stated(field, ofTenTo: 0) else { continue }
      bands[meaning.serviceTier, default: [:]][meaning.unitClass, default: [:]][meaning.over] =
        perUnit
    }
    addCacheHit(to: &bands, &catalog)
    for (keys, unitClass) in LiteLLMPrices.halves {
      addHalves(keys, unitClass, to: &bands, &catalog)
    }
    let standard = RateKey.standardServiceTier
    for each in charged.sorted(by: LiteLLMPrices.precedes) {
      // What has a price besides costs that.
      let isByHourOrSize =
        LiteLLMPrices.classes.contains { $0.unitClass == each.unitClass }
        && (entry["tiered_pricing"] != nil || entry["off_peak_pricing"] != nil)
      let known = bands[standard]?[each.unitClass]?[each.over] != nil
      if known && !isByHourOrSize { continue }
      bands[standard, default: [:]][each.unitClass, default: [:]].updateValue(
        nil, forKey: each.over)
    }
    var quotes = CatalogBands.keys(of: model, bands[standard] ?? [:]).map {
      CatalogQuote(key: $0.key, perUnit: $0.perUnit)
    }
    for tier in bands.keys.sorted() where tier != standard {
      for (unitClass, prices) in bands[tier] ?? [:] {
        for (over, perUnit) in prices {
          quotes.append(
            CatalogQuote(
              key: Price.Key(
                provider: model.provider, model: model.model, unitClass: unitClass,
                serviceTier: tier, region: .empty, contextOver: over), perUnit: perUnit))
        }
      }
    }
    for quote in factors.applied(to: quotes) { catalog.add(quote) }
  }

  private static func precedes(
    _ left: LiteLLMConditions.Charged, _ right: LiteLLMConditions.Charged
  ) -> Bool {
    (left.unitClass.rawValue, left.over ?? -1) < (right.unitClass.rawValue, right.over ?? -1)
  }

  /// True if a member states an amount of money.
  private static func isPrice(_ key: String) -> Bool {
    key.contains("cost") || key.contains("pricing") || key.contains("uplift_multiplier")
      || key == "provider_specific_entry"
  }

  private func meaning(_ key: String) -> Meaning? {
    if key == "input_cost_per_query", isChargedByQuery {
      return Meaning(
        unitClass: .request, serviceTier: RateKey.standardServiceTier, over: nil)
    }
    for (start, unitClass) in LiteLLMPrices.classes where key.hasPrefix(start) {
      var rest = String(key.dropFirst(start.count))
      var over: Int64?
      if rest.hasPrefix("_above_"), let end = rest.firstRange(of: "k_tokens") {
        guard let thousands = Int64(rest[..<end.lowerBound].dropFirst("_above_".count)),
          thousands > 0, thousands < 1_000_000
        else { continue }
        over = thousands * 1_000 - (LiteLLMPrices.inclusive.contains(model.provider) ? 1 : 0)
        rest = String(rest[end.upperBound...])
      }
      if rest.isEmpty {
        return Meaning(
          unitClass: unitClass, serviceTier: RateKey.standardServiceTier, over: over)
      }
      guard rest.hasPrefix("_"), let tier = LiteLLMPrices.serviceTiers[String(rest.dropFirst())]
      else { continue }
      return Meaning(unitClass: unitClass, serviceTier: Name(tier), over: over)
    }
    return nil
  }

  /// A call to rank or to search is one query and, where tokens cost nothing, nothing else: its price is a fee per request.
  private var isChargedByQuery: Bool {
    guard let mode = entry["mode"]?.text, mode == "rerank" || mode == "search" else { return false }
    let perToken = entry["input_cost_per_token"]?.numberText.flatMap(CatalogNumber.init)
    return perToken?.perUnit(ofTenTo: 0) ?? .zero == .zero
  }

  private typealias Bands = [Name: [UnitClass: [Int64?: Money?]]]

  /// DeepSeek's older key for what the cache had.
  private func addCacheHit(to bands: inout Bands, _ catalog: inout Catalog) {
    let name = "input_cost_per_token_cache_hit"
    guard let value = entry[name] else { return }
    let field = Catalog.Field(model: model, name: name, value: value)
    guard let perUnit = catalog.stated(field, ofTenTo: 0) else { return }
    let standard = RateKey.standardServiceTier
    if let stated = bands[standard]?[.cacheRead]?[nil] {
      if stated != perUnit { catalog.note(.twoPrices, field) }
    } else {
      bands[standard, default: [:]][.cacheRead, default: [:]][nil] = perUnit
    }
  }

  /// A ledger has one count of images and of seconds: keys that have a price must have the same, the others 0.
  private func addHalves(
    _ keys: [String], _ unitClass: UnitClass, to bands: inout Bands, _ catalog: inout Catalog
  ) {
    var found: [(field: Catalog.Field, perUnit: Money)] = []
    for key in keys {
      guard let value = entry[key] else { continue }
      let field = Catalog.Field(model: model, name: key, value: value)
      if let perUnit = catalog.perUnit(field, ofTenTo: 0) { found.append((field, perUnit)) }
    }
    let stated = found.filter { $0.perUnit != .zero }
    if Set(stated.map(\.perUnit)).count > 1 {
      for each in stated { catalog.note(.twoPrices, each.field) }
      bands[RateKey.standardServiceTier, default: [:]][unitClass, default: [:]]
        .updateValue(nil, forKey: nil)
    } else if let only = stated.first ?? found.first {
      bands[RateKey.standardServiceTier, default: [:]][unitClass, default: [:]][nil] =
        only.perUnit
    }
  }

  /// Searches have a price by how much they bring; ours one for all, so all of them must be the same.
  private func addSearch(
    _ field: Catalog.Field, to bands: inout Bands, _ catalog: inout Catalog
  ) -> Bool {
    let texts = Set(field.value.members.compactMap(\.value.numberText))
    let first = field.value.members.first?.value
    guard texts.count == 1, let first, entry["input_cost_per_query"] == nil else { return false }
    let same = Catalog.Field(model: model, name: field.name, value: first)
    guard let perUnit = catalog.stated(same, ofTenTo: 0) else { return true }
    bands[RateKey.standardServiceTier, default: [:]][.search, default: [:]][nil] = perUnit
    return true
  }
}
