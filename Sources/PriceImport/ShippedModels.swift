import Ledger
import Pricing
import Rating

/// The shipped books' data on models of genai-prices: their names, and the models priced alike.
///
/// The shipped catalog is genai-prices of an earlier day. A price that genai-prices states without a first day holds there
/// from that day on, so that nothing is new about it, unless a user requests the time before.
struct ShippedModels {
  private let books: Books
  /// The models that the book of the source has already.
  private let imported: Set<ModelKey>

  init(_ books: Books, importedInto file: String) {
    self.books = books
    imported = Set(
      books.prices.rows.lazy.filter { $0.place.file == file }.map(\.value.key.modelKey))
  }

  /// The catalog with the names that the shipped books have for its models.
  ///
  /// A model of the books has the prices of the one that has its name, else of the only one that is another name of it.
  func named(_ catalog: Catalog) -> Catalog {
    var others: [ModelKey: [ModelKey]] = [:]
    // Bedrock's global profile costs what its models do; of the older ones there is only a regional one.
    let profiles = Dictionary(
      grouping: catalog.models.filter { ShippedModels.withoutProfile($0) != nil }
    ) { ShippedModels.withoutProfile($0) ?? $0 }
    for (named, keys) in profiles where books.prices.states(named) {
      // "global" is before "regional".
      others[named] = keys.min { $0.model < $1.model }.map { [$0] }
    }
    for key in catalog.models
    where !books.prices.states(key) && ShippedModels.withoutProfile(key) == nil {
      guard case .model(let model)? = meaning(of: key.model, key.provider), model != key.model
      else { continue }
      let named = ModelKey(provider: key.provider, model: model)
      if books.prices.states(named) { others[named, default: []].append(key) }
    }
    var names: [ModelKey: Name] = [:]
    for (named, keys) in others where keys.count == 1 && !catalog.models.contains(named) {
      names[keys[0]] = named.model
    }
    return catalog.calling(names)
  }

  /// The models that cost on a day and later what a catalog states, so that it adds nothing to them.
  func priced(as catalog: Catalog, on day: Day) -> Set<ModelKey> {
    let byModel = Dictionary(grouping: catalog.quotes, by: \.key.modelKey)
    return Set(
      byModel.filter { model, quotes in
        let later = quotes.compactMap(\.from).filter { $0 > Instant(startOf: day) }
        return !imported.contains(model)
          && Set(later + [Instant(startOf: day)]).allSatisfy { costs(model, quotes, at: $0) }
      }.keys)
  }

  /// True if requests of a model pay the quoted price at an instant.
  private func costs(_ model: ModelKey, _ quotes: [CatalogQuote], at instant: Instant) -> Bool {
    struct Class: Hashable {
      let unitClass: UnitClass
      let over: Int64?
    }
    let inForce = quotes.filter {
      ($0.from ?? .distantPast) <= instant && instant < ($0.to ?? .distantFuture)
    }
    let (model, region) = known(model)
    guard let list = books.prices.prices(of: model, at: instant) else { return inForce.isEmpty }
    let search = PriceSearch(
      list: list, derivations: books.derivations, at: instant,
      serviceTier: RateKey.standardServiceTier, region: region)
    var stated: [Class: Money?] = [:]
    for quote in inForce {
      let place = Class(unitClass: quote.key.unitClass, over: quote.key.contextOver)
      stated.updateValue(quote.perUnit, forKey: place)
    }
    let bands = Set(inForce.map(\.key.contextOver)).union(list.thresholds)
    return Set(inForce.map(\.key.unitClass)).allSatisfy { unitClass in
      bands.allSatisfy { over in
        let quoted =
          stated[Class(unitClass: unitClass, over: over)]
          ?? stated[Class(unitClass: unitClass, over: nil)]
        guard let quoted, unitClass != .request || over == nil else { return true }
        do throws(BookProblem) {
          switch try search.answer(for: unitClass, inBandOver: over) {
          case .price(let found): return found.perUnit == quoted
          case .notKnown: return quoted == nil
          case .none: return false
          }
        } catch { return false }
      }
    }
  }

  /// True if the books map a name to the model of an alias, or to another that they price.
  ///
  /// For a rule, the name is the text that it searches for.
  func covers(_ alias: Alias) -> Bool {
    let model = ModelKey(provider: alias.provider, model: alias.model)
    if ShippedModels.withoutProfile(model).map(books.prices.states) ?? false { return true }
    guard alias.match != .regex,
      case .model(let meant)? = meaning(of: alias.alias, alias.provider)
    else { return false }
    if meant == known(model).model.model { return true }
    // A name of another model of better books, or of itself.
    let named = ModelKey(provider: alias.provider, model: meant)
    return alias.match == .exact && (alias.alias == alias.model || meant != alias.alias)
      && books.prices.states(named)
  }

  /// Returns the books' name of a model, and the region in which its requests are.
  private func known(_ model: ModelKey) -> (model: ModelKey, region: Name) {
    if books.prices.states(model) { return (model, .empty) }
    if let rest = ShippedModels.withoutProfile(model), books.prices.states(rest) {
      return (rest, model.model.description.hasPrefix("global.") ? .empty : "us")
    }
    guard case .model(let other)? = meaning(of: model.model, model.provider) else {
      return (model, .empty)
    }
    return (ModelKey(provider: model.provider, model: other), .empty)
  }

  /// A model of Anthropic on Bedrock without its profile, global or regional; nil for others.
  ///
  /// The shipped books have the factor of regions apart.
  private static func withoutProfile(_ model: ModelKey) -> ModelKey? {
    let name = model.model.description
    guard model.provider == "amazon",
      let start = ["global.", "regional."].first(where: { name.hasPrefix($0 + "anthropic.") })
    else { return nil }
    return ModelKey(provider: model.provider, model: Name(String(name.dropFirst(start.count))))
  }

  private func meaning(of name: Name, _ provider: Name) -> AliasBook.Meaning? {
    let key = ModelKey(provider: provider, model: name)
    return books.aliases.meanings(
      of: name, provider: provider, isModel: books.prices.states(key)
    ).meaning(at: .distantPast)
  }
}
