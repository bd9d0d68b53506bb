import Ledger
import Parsing

/// The public catalogs that can be imported; the raw value is the name of its price book and in `--source`.
package enum CatalogSource: String, CaseIterable, Sendable {
  case litellm
  case genaiPrices = "genai-prices"
  case llmPrices = "llm-prices"
  case openrouter
  case modelsDev = "models-dev"

  /// The catalog dates its prices, so what it says about the past is a statement on the past.
  ///
  /// Of any other, a price counts from the day of the catalog on.
  package var isDated: Bool {
    switch self {
    case .genaiPrices, .llmPrices: true
    case .litellm, .openrouter, .modelsDev: false
    }
  }

  /// Returns the catalog that a text looks like; nil where it looks like none.
  package static func detect(_ json: JSONValue) -> CatalogSource? {
    switch json.content {
    case .array(let items):
      return items.contains { $0["models"] != nil && $0["id"] != nil } ? .genaiPrices : nil
    case .object(let members):
      if json["vendor"] != nil && json["models"] != nil { return .llmPrices }
      if let prices = json["prices"], prices.items.contains(where: { $0["vendor"] != nil }) {
        return .llmPrices
      }
      if let data = json["data"], data.items.contains(where: { $0["pricing"] != nil }) {
        return .openrouter
      }
      if members.contains(where: { $0.value["litellm_provider"] != nil }) { return .litellm }
      if ModelsDev.isCatalog(members) { return .modelsDev }
      return nil
    default: return nil
    }
  }

  /// Reads a catalog.
  package func read(_ json: JSONValue) throws(CatalogFault) -> Catalog {
    var catalog = try quotes(json)
    catalog.applyNames()
    catalog.leaveOutModelsWithoutPrice()
    return catalog
  }

  private func quotes(_ json: JSONValue) throws(CatalogFault) -> Catalog {
    switch self {
    case .litellm: try LiteLLM.read(json)
    case .genaiPrices: try GenAIPrices.read(json)
    case .llmPrices: try LLMPrices.read(json)
    case .openrouter: try OpenRouter.read(json)
    case .modelsDev: try ModelsDev.read(json)
    }
  }

  /// The catalog's assumptions about prices that it does not quote; rows for any provider.
  ///
  /// Tokens that have no price of their own count as those that hold them: genai-prices subtracts only what is
  /// priced (its function `compute_leaf_values`), LiteLLM takes the price of the plain class
  /// (`generic_cost_per_token`), OpenRouter bills reasoning as completion.
  package var derivations: [Derivation] {
    func row(
      _ unitClass: UnitClass, as source: UnitClass,
      at serviceTier: Name = RateKey.standardServiceTier
    ) -> Derivation {
      Derivation(
        key: Derivation.Key(provider: nil, unitClass: unitClass, serviceTier: serviceTier),
        fromClass: source, factorTrillionths: powerOfTen(Derivation.factorDecimals))
    }
    let implied = [
      row(.reasoning, as: .output), row(.cacheRead, as: .input), row(.cacheWrite5m, as: .input),
      row(.cacheWrite1h, as: .cacheWrite5m), row(.audioInput, as: .input),
      row(.audioOutput, as: .output),
    ]
    switch self {
    case .genaiPrices, .openrouter, .llmPrices: return implied
    case .modelsDev:
      // It says nothing of tokens without a price of their own; vendors bill reasoning as output.
      return [row(.reasoning, as: .output)]
    case .litellm:
      // Where there is no price for batches, half of the standard one (`batch_cost_calculator`).
      let half = Derivation(
        key: Derivation.Key(provider: nil, unitClass: nil, serviceTier: "batch"), fromClass: nil,
        factorTrillionths: powerOfTen(Derivation.factorDecimals) / 2)
      // That is of tokens: what it adds for searches and requests is the same.
      let others = [UnitClass.search, .request].map { unitClass in
        Derivation(
          key: Derivation.Key(provider: nil, unitClass: unitClass, serviceTier: "batch"),
          fromClass: nil, factorTrillionths: powerOfTen(Derivation.factorDecimals))
      }
      // It quotes output by tier of service, and reasoning hardly ever; audio has a price of its own. In batch half of
      // whatever reasoning costs holds as well where it has a price of its own.
      let tiers: [Name] = ["flex", "priority"]
      return implied + [half] + others + tiers.map { row(.reasoning, as: .output, at: $0) }
    }
  }
}

extension JSONValue {
  var members: [Member] { if case .object(let members) = content { members } else { [] } }

  /// A number, or a text that may hold one; as written.
  var numberText: String? {
    switch content {
    case .number(let text), .string(let text): text
    case .null, .boolean, .array, .object: nil
    }
  }

  /// The content of the place, in a word or as written.
  var excerpt: String {
    switch content {
    case .null: "null"
    case .boolean(let value): value ? "true" : "false"
    case .number(let text), .string(let text): text
    case .array: "[…]"
    case .object: "{…}"
    }
  }

  func fault(_ code: String, _ message: String) -> CatalogFault {
    CatalogFault(line: line, column: column, code: code, message: message)
  }
}

extension Catalog {
  /// The field from which a price is read.
  struct Field {
    let model: ModelKey
    let name: String
    let value: JSONValue
  }

  /// Returns the price of one unit in a number of USD for 10 to the `power` units; nil and noted where there
  /// is none.
  mutating func perUnit(_ field: Field, ofTenTo power: Int) -> Money? {
    guard let text = field.value.numberText, let number = CatalogNumber(text) else {
      note(.noNumber, field)
      return nil
    }
    if number.isNegative || number == CatalogNumber("\(PriceLimits.unknown)") {
      note(.sentinel, field)
      return nil
    }
    guard let perUnit = number.perUnit(ofTenTo: power) else {
      note(.scale, field)
      return nil
    }
    return perUnit
  }

  /// Returns the price of one unit as `perUnit` does, or a price that is not known where one is stated that cannot be
  /// used; nil where none is.
  mutating func stated(_ field: Field, ofTenTo power: Int) -> Money?? {
    let perUnit = perUnit(field, ofTenTo: power)
    if case .null = field.value.content { return nil }
    return .some(perUnit)
  }

  mutating func note(_ reason: CatalogNote.Reason, _ field: Field) {
    note(
      reason, field.model, field: field.name, text: field.value.excerpt, line: field.value.line)
  }

  /// Adds a model, unless its name is one that no ledger can hold; that is noted.
  mutating func admit(_ model: ModelKey, line: Int) -> Bool {
    let isName = [model.provider, model.model].allSatisfy {
      !$0.isEmpty && NameFault.faults(inName: $0.bytes).isEmpty
    }
    if isName { add(model) } else { note(.name, model, field: "", text: "", line: line) }
    return isName
  }
}
