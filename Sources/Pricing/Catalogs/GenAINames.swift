import Ledger
import Parsing

/// A provider of genai-prices.
struct GenAIProvider {
  let id: String
  let models: [Model]
  /// Whose models it offers as well.
  private let fallbacks: [String]

  struct Model {
    /// The name of the model within its provider.
    let id: String
    let rule: GenAIRule
    let json: JSONValue
  }

  init(_ json: JSONValue) throws(CatalogFault) {
    guard let id = json["id"]?.text, let models = json["models"], case .array = models.content
    else { throw json.fault("json.type", "expected a provider with an id and models") }
    self.id = id
    self.models = models.items.flatMap { model -> [Model] in
      guard let id = model["id"]?.text else { return [] }
      return Model(id: id, rule: GenAIRule(model["match"]), json: model).withOwnSearch
    }
    fallbacks = (json["fallback_model_providers"]?.items ?? []).compactMap(\.text)
  }

  /// Its models, then those of the providers to which it falls back; of these, one whose id is taken is called
  /// by its provider and id.
  func modelsWithFallback(_ providers: [GenAIProvider]) -> [Model] {
    var models = models
    var ids = Set(models.map(\.id))
    for fallback in fallbacks {
      for model in providers.first(where: { $0.id == fallback })?.models ?? [] {
        let id = ids.contains(model.id) ? "\(fallback)/\(model.id)" : model.id
        guard ids.insert(id).inserted else { continue }
        models.append(Model(id: id, rule: model.rule, json: model.json))
      }
    }
    return models
  }
}

/// A clause of genai-prices on names of models; names are compared with it in small letters.
indirect enum GenAIRule {
  case name(Alias.Match, String)
  case any([GenAIRule])
  case all([GenAIRule])
  /// A clause that this program does not know.
  case unknown

  init(_ json: JSONValue?) {
    guard let member = json?.members.first, json?.members.count == 1 else {
      self = .unknown
      return
    }
    let text = member.value.text
    switch (member.key, text) {
    case ("equals", let text?): self = .name(.exact, text.lowercased())
    case ("starts_with", let text?): self = .name(.prefix, text.lowercased())
    case ("ends_with", let text?): self = .name(.suffix, text.lowercased())
    case ("contains", let text?): self = .name(.contains, text.lowercased())
    case ("regex", let text?) where Alias.isRegex(Name(text)): self = .name(.regex, text)
    case ("or", _): self = .any(member.value.items.map(GenAIRule.init))
    case ("and", _): self = .all(member.value.items.map(GenAIRule.init))
    default: self = .unknown
    }
  }

  /// True if a name, in lower case, matches.
  func fits(_ name: Name) -> Bool {
    switch self {
    case .name(let match, let text): GenAIRule.alias(match, text).matchedLength(in: name) != nil
    case .any(let rules): rules.contains { $0.fits(name) }
    case .all(let rules): !rules.isEmpty && rules.allSatisfy { $0.fits(name) }
    case .unknown: false
    }
  }

  /// The parts that are rules of their own.
  var alternatives: [GenAIRule] {
    if case .any(let rules) = self { return rules.flatMap(\.alternatives) }
    return [self]
  }

  /// Every text in the rule.
  var texts: [(match: Alias.Match, text: String)] {
    switch self {
    case .name(let match, let text): [(match, text)]
    case .any(let rules), .all(let rules): rules.flatMap(\.texts)
    case .unknown: []
    }
  }

  private static func alias(_ match: Alias.Match, _ text: String) -> Alias {
    Alias(
      provider: .empty, alias: Name(text), model: .empty, match: match, ignoresCase: false)
  }
}

/// The rules of one provider as rows of aliases.
///
/// In the catalog the first model that fits a name has it; in our book a row that has the name wins, then
/// the rule that accounts for the most of it. So every name that the catalog itself mentions is tried by both,
/// and gets a row of its own where they differ.
struct GenAINames {
  let provider: String
  /// In the order of the catalog.
  let models: [GenAIProvider.Model]

  func aliases(_ catalog: inout Catalog) -> [Alias] {
    var aliases: [Alias.Key: Alias] = [:]
    var earlier: [Alias] = []
    var names: [Name] = []
    for model in models {
      names.append(Name(model.id).lowercased)
      for rule in model.rule.alternatives {
        names += rule.texts.filter { $0.match != .regex }.map { Name($0.text) }
        guard case .name(let match, let text) = rule else {
          let key = ModelKey(provider: Name(provider), model: Name(model.id))
          let match = model.json["match"]
          catalog.note(
            .rule, key, field: "match", text: match?.members.first?.key ?? "",
            line: match?.line ?? model.json.line)
          continue
        }
        let alias = alias(match, text, model.id)
        // What fits fits a rule before it as well, so this one never decides.
        if earlier.contains(where: { $0.model != alias.model && $0.covers(alias) }) { continue }
        earlier.append(alias)
        if aliases[alias.key] == nil { aliases[alias.key] = alias }
      }
    }
    for name in Set(names.flatMap(GenAINames.variants)) where !name.isEmpty {
      guard let first = first(fitting: name) else { continue }
      if GenAINames.model(of: name, by: aliases) != Name(first.id) {
        let alias = alias(.exact, name.description, first.id)
        aliases[alias.key] = alias
      }
    }
    return aliases.values.filter { NameFault.faults(inName: $0.alias.bytes).isEmpty }
      .sorted { ($0.model, $0.match.rawValue, $0.alias) < ($1.model, $1.match.rawValue, $1.alias) }
  }

  /// The model that the catalog finds for a name; a name with a day without dashes is tried with them as well.
  private func first(fitting name: Name) -> GenAIProvider.Model? {
    if let first = models.first(where: { $0.rule.fits(name) }) { return first }
    let text = name.description
    let digits = text.suffix(8)
    guard text.count > 9, digits.allSatisfy(\.isASCII), text.dropLast(8).hasSuffix("-") else {
      return nil
    }
    let day = "\(digits.prefix(4))-\(digits.dropFirst(4).prefix(2))-\(digits.suffix(2))"
    guard Day(day) != nil else { return nil }
    let dashed = Name(text.dropLast(8) + day)
    return models.first { $0.rule.fits(dashed) }
  }

  private func alias(_ match: Alias.Match, _ text: String, _ model: String) -> Alias {
    Alias(
      provider: Name(provider), alias: Name(text), model: Name(model), match: match,
      ignoresCase: true)
  }

  /// A name, and what it is often called besides.
  private static func variants(_ name: Name) -> [Name] {
    let text = name.description
    let stem = text.hasSuffix("-") ? String(text.dropLast()) : text
    let day = text.suffix(10)
    let compact = Day(String(day)) == nil ? stem : text.dropLast(10) + day.filter { $0 != "-" }
    return [name] + [stem, stem + "-latest", stem + "-preview", compact].map { Name($0) }
  }

  /// Returns the model that a name means by rows of aliases; nil if no model matches, or two do.
  private static func model(of name: Name, by aliases: [Alias.Key: Alias]) -> Name? {
    var best = -1
    var models: Set<Name> = []
    for alias in aliases.values {
      guard let length = alias.matchedLength(in: name) else { continue }
      let weight = alias.match == .exact ? Int.max : length
      if weight > best { models = [] }
      if weight >= best {
        best = weight
        models.insert(alias.model)
      }
    }
    return models.count == 1 ? models.first : nil
  }
}

extension Alias {
  /// True if every name that matches `other` also matches this one, as far as their texts show.
  fileprivate func covers(_ other: Alias) -> Bool {
    switch (match, other.match) {
    case (.regex, _), (_, .regex): match == other.match && alias == other.alias
    case (.exact, _): match == other.match && alias == other.alias
    case (.prefix, .prefix), (.prefix, .exact), (.suffix, .suffix), (.suffix, .exact),
      (.contains, _):
      matchedLength(in: other.alias) != nil
    case (.prefix, _), (.suffix, _): false
    }
  }
}
