import Ledger
import Parsing

/// The list of models of OpenRouter, `GET https://openrouter.ai/api/v1/models`.
///
/// USD for one unit, written as texts. `overrides` change prices for requests of a least size, or for some hours: "An entry
/// applies only when all of its condition fields (e.g. min_prompt_tokens, or the utc_start/utc_end time window) match …
/// price keys absent from an entry inherit the base price"
/// (https://openrouter.ai/docs/client-sdks/python/components/pricingoverride.md, read 2026-11). -1 is a price that is only known
/// when a request is routed.
enum OpenRouter {
  static let provider = Name("openrouter")

  private static let classes: [(member: String, unitClass: UnitClass)] = [
    ("prompt", .input), ("completion", .output), ("input_cache_read", .cacheRead),
    ("input_cache_write", .cacheWrite5m), ("input_cache_write_1h", .cacheWrite1h),
    ("internal_reasoning", .reasoning), ("audio", .audioInput), ("audio_output", .audioOutput),
    ("input_audio_cache", .audioCacheRead), ("image_token", .imageInput),
    ("image_output", .imageOutput), ("image", .image), ("web_search", .search),
    ("request", .request),
  ]

  static func read(_ json: JSONValue) throws(CatalogFault) -> Catalog {
    guard let data = json["data"], case .array(let models) = data.content else {
      throw json.fault("json.type", "expected an object with a list \"data\"")
    }
    var catalog = Catalog()
    let ids = Set(models.compactMap { $0["id"]?.text })
    for entry in models {
      guard let id = entry["id"]?.text, let pricing = entry["pricing"] else {
        let nameless = ModelKey(provider: provider, model: .empty)
        catalog.note(.shape, nameless, field: "id", text: "", line: entry.line)
        continue
      }
      let model = ModelKey(provider: provider, model: Name(id))
      guard catalog.admit(model, line: entry.line) else { continue }
      readPrices(of: model, pricing, into: &catalog)
      if let slug = entry["canonical_slug"]?.text, !slug.isEmpty,
        NameFault.faults(inName: Array(slug.utf8)).isEmpty
      {
        let variant = variant(of: id)
        let alias = slug.hasSuffix(variant) ? slug : slug + variant
        // A name with prices of its own is no other's.
        if !ids.contains(alias) {
          catalog.add(Alias(provider: provider, alias: Name(alias), model: Name(id)))
        }
      }
    }
    return catalog
  }

  /// The end of an id by which it is a variant of a model, as `:free`, with prices of its own; empty for the model itself.
  ///
  /// All variants of a model have one slug.
  private static func variant(of id: String) -> Substring {
    id.lastIndex(of: ":").map { id[$0...] } ?? ""
  }

  private static func readPrices(
    of model: ModelKey, _ pricing: JSONValue, into catalog: inout Catalog
  ) {
    let known = Set(classes.map(\.member) + ["discount", "overrides"])
    for member in pricing.members where !known.contains(member.key) {
      catalog.note(.unit, Catalog.Field(model: model, name: member.key, value: member.value))
    }
    let discount = pricing["discount"]?.numberText.flatMap(CatalogNumber.init)
    var bands: [UnitClass: [Int64?: Money?]] = [:]
    func take(_ prices: JSONValue, over: Int64?, prefix: String) {
      for (member, unitClass) in classes {
        guard let value = prices[member] else { continue }
        // Reasoning is billed as completion; 0 says only that it adds nothing to that.
        if unitClass == .reasoning,
          value.numberText.flatMap(CatalogNumber.init)?.perUnit(ofTenTo: 0) == .zero
        {
          continue
        }
        let field = Catalog.Field(model: model, name: prefix + member, value: value)
        guard var perUnit = catalog.stated(field, ofTenTo: 0) else { continue }
        if perUnit != nil, let discount, let text = value.numberText {
          perUnit = CatalogNumber(text)?.less(discount)?.perUnit(ofTenTo: 0)
          if perUnit == nil { catalog.note(.scale, field) }
        }
        bands[unitClass, default: [:]][over] = perUnit
      }
    }
    take(pricing, over: nil, prefix: "")
    // Classes with another price under a condition that books do not have.
    var conditional: Set<UnitClass> = []
    for override in pricing["overrides"]?.items ?? [] {
      let conditions = override.members.filter { member in
        !classes.contains { $0.member == member.key }
      }
      guard conditions.count == 1, conditions[0].key == "min_prompt_tokens",
        let least = conditions[0].value.numberText.flatMap(CatalogNumber.init)?.whole, least > 0
      else {
        let isByHour = conditions.contains { $0.key.hasPrefix("utc_") }
        conditional.formUnion(
          classes.filter { override[$0.member] != nil }.map(\.unitClass))
        catalog.note(
          isByHour ? .hours : .shape,
          Catalog.Field(model: model, name: "overrides", value: override))
        continue
      }
      // From so many tokens on is more than one less.
      take(override, over: least - 1, prefix: "overrides.")
    }
    for unitClass in conditional {
      for over in bands[unitClass, default: [nil: nil]].keys {
        bands[unitClass, default: [:]].updateValue(nil, forKey: over)
      }
    }
    for (key, perUnit) in CatalogBands.keys(of: model, bands) {
      catalog.add(CatalogQuote(key: key, perUnit: perUnit))
    }
  }
}
