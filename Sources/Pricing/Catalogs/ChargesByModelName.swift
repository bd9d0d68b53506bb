import Ledger

/// The charges that follow from the name of a model where catalogs do not state them: fees of searches, and sound as output.
///
/// `scripts/price_book_charges.py` has the same rules for the shipped books.
package enum ChargesByModelName {
  /// Returns true if each request to a model is charged a fee for its search, on top of the tokens.
  ///
  /// These are OpenAI's search models and Perplexity's Sonar, whose fee depends on the size of the search context; deep research
  /// counts its searches (https://docs.perplexity.ai/getting-started/pricing, read 2026-11-27).
  static func chargesSearch(_ model: Name) -> Bool {
    let name = model.lowercased.description
    return name.contains("-search-preview") || name.contains("-search-api")
      || name.contains("sonar") && !name.contains("deep-research")
  }

  /// Returns true if the output of a model is sound alone, so that a price of text does not apply to it.
  ///
  /// Catalogs state of `gpt-4o-mini-tts` the price of its sound as that of output.
  package static func isSpeech(_ model: Name) -> Bool {
    let name = model.lowercased.description
    return (name.hasSuffix("-tts") || name.contains("-tts-")) && !name.contains("gpt-4o-mini-tts")
  }
}

extension Catalog {
  /// Corrects the prices of models whose names state other charges than their entries.
  ///
  /// A fee that no single price is stated for is not known. Output of a model that speaks costs what audio does; without a
  /// price of that, the entry is not used.
  mutating func applyNames() {
    let byModel = Dictionary(grouping: quotes, by: \.key.modelKey)
    for model in models.sorted(by: { ($0.provider, $0.model) < ($1.provider, $1.model) }) {
      guard let quotes = byModel[model] else { continue }
      if ChargesByModelName.isSpeech(model.model) { speak(model, quotes) }
      if ChargesByModelName.chargesSearch(model.model) { chargeSearch(model, quotes) }
    }
  }

  private mutating func chargeSearch(_ model: ModelKey, _ quotes: [CatalogQuote]) {
    let isStated = quotes.contains { $0.key.unitClass == .request }
    // Perplexity has three fees, of which a catalog may state one.
    if isStated && model.provider != Name("perplexity") { return }
    let starts = quotes.map(\.from)
    let fee = CatalogQuote(
      key: Price.Key(
        provider: model.provider, model: model.model, unitClass: .request,
        serviceTier: RateKey.standardServiceTier, region: .empty, contextOver: nil),
      perUnit: nil, from: starts.contains(nil) ? nil : starts.compactMap(\.self).min())
    replace(model, by: quotes.filter { $0.key.unitClass != .request } + [fee])
  }

  private mutating func speak(_ model: ModelKey, _ quotes: [CatalogQuote]) {
    let sound = quotes.filter { $0.key.unitClass == .audioOutput }
    if sound.isEmpty {
      note(.unit, model, field: UnitClass.output.name, text: "", line: 1)
      return replace(model, by: [])
    }
    let output = sound.map { quote in
      CatalogQuote(
        key: Price.Key(
          provider: model.provider, model: model.model, unitClass: .output,
          serviceTier: quote.key.serviceTier, region: quote.key.region,
          contextOver: quote.key.contextOver),
        perUnit: quote.perUnit, from: quote.from, to: quote.to)
    }
    replace(model, by: quotes.filter { $0.key.unitClass != .output } + output)
  }
}

extension GenAIProvider.Model {
  /// The same model, where a name that charges for searches is a model of its own, before the one whose rule has it besides.
  var withOwnSearch: [GenAIProvider.Model] {
    if ChargesByModelName.chargesSearch(Name(id)) { return [self] }
    let clauses = rule.alternatives
    func isOwn(_ clause: GenAIRule) -> Bool {
      if case .name(.exact, let text) = clause {
        ChargesByModelName.chargesSearch(Name(text))
      } else {
        false
      }
    }
    guard case .name(_, let name)? = clauses.first(where: isOwn) else { return [self] }
    return [
      GenAIProvider.Model(id: name, rule: .any(clauses.filter(isOwn)), json: json),
      GenAIProvider.Model(id: id, rule: .any(clauses.filter { !isOwn($0) }), json: json),
    ]
  }
}
