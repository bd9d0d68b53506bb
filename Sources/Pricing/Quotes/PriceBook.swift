import Ledger

/// The price that a vendor charges for one unit of one class, under one condition.
package struct Price: Hashable, Sendable {
  package let key: Key
  /// For one token, request, image, search or second; nil where the vendor charges for it and the price is not known.
  package let perUnit: Money?

  package init(key: Key, perUnit: Money?) {
    self.key = key
    self.perUnit = perUnit
  }

  /// The scope of a price.
  ///
  /// Two rows of one key are never in force at once.
  package struct Key: Hashable, Sendable {
    package let provider: Name
    package let model: Name
    package let unitClass: UnitClass
    package let serviceTier: Name
    /// Empty is any region.
    package let region: Name
    /// The price counts for requests whose total input is above this; nil is the base band.
    package let contextOver: Int64?

    package init(
      provider: Name, model: Name, unitClass: UnitClass, serviceTier: Name, region: Name,
      contextOver: Int64?
    ) {
      self.provider = provider
      self.model = model
      self.unitClass = unitClass
      self.serviceTier = serviceTier
      self.region = region
      self.contextOver = contextOver
    }

    /// The model that the price is of.
    package var modelKey: ModelKey { ModelKey(provider: provider, model: model) }

    /// The key in words, for messages.
    package var words: String {
      var words = "\(provider) \(model) \(unitClass.name)"
      if serviceTier != RateKey.standardServiceTier { words += " \(serviceTier)" }
      if !region.isEmpty { words += " in \(region)" }
      if let contextOver { words += " over \(contextOver)" }
      return words
    }
  }
}

extension Price.Key: Comparable {
  /// By provider, model, band, service tier, region and class: the order of a price book that is written for
  /// people.
  package static func < (left: Self, right: Self) -> Bool {
    if left.provider != right.provider { return left.provider < right.provider }
    if left.model != right.model { return left.model < right.model }
    if left.contextOver != right.contextOver {
      return (left.contextOver ?? -1) < (right.contextOver ?? -1)
    }
    if left.serviceTier != right.serviceTier { return left.serviceTier < right.serviceTier }
    if left.region != right.region { return left.region < right.region }
    return left.unitClass.rawValue < right.unitClass.rawValue
  }
}

/// A model of a vendor, by its canonical name.
package struct ModelKey: Hashable, Sendable {
  package let provider: Name
  package let model: Name

  package init(provider: Name, model: Name) {
    self.provider = provider
    self.model = model
  }
}

extension ModelKey: Comparable {
  /// By provider, then by model.
  package static func < (left: ModelKey, right: ModelKey) -> Bool {
    (left.provider, left.model) < (right.provider, right.model)
  }
}

/// Every price ever, as known at one instant.
///
/// Immutable; a price change is a row, never an edit.
package struct PriceBook: Sendable {
  let models: [ModelKey: [Price.Key: History<Price>]]
  /// Every row of the book, also those that do not count, to say why not.
  package let rows: [DatedRow<Price>]
  /// The number of each row, by its place.
  private let numbers: [Place: Int]
  /// The numbers of the rows of each model, in order.
  private let rowsOfModel: [ModelKey: [Int]]
  let knownAt: Instant?
  /// Which file wins where several have prices of a model.
  package let sources: PriceSources

  /// Makes a book of other histories with the rows of `book`, which explain them.
  init(models: [ModelKey: [Price.Key: History<Price>]], of book: PriceBook) {
    self.models = models
    rows = book.rows
    numbers = book.numbers
    rowsOfModel = book.rowsOfModel
    knownAt = book.knownAt
    sources = book.sources
  }

  /// Returns the row of the book at `place`.
  package func row(at place: Place) -> DatedRow<Price>? { numbers[place].map { rows[$0] } }

  /// Returns the rows of a model under this very name of its provider, in the order of the book.
  func rows(of model: ModelKey) -> [DatedRow<Price>] {
    rowsOfModel[model, default: []].map { rows[$0] }
  }

  /// Makes the book of the rows recorded by `knownAt`, or of all when it is nil.
  ///
  /// Overlaps are added to `faults`, and so are gaps and prices that look a thousand times off.
  package init(
    _ rows: [DatedRow<Price>], knownAt: Instant?, sources: PriceSources = PriceSources(),
    faults: inout [BookProblem]
  ) {
    models = sources.histories(rows, knownAt: knownAt, faults: &faults)
    self.rows = rows
    numbers = Dictionary(rows.indices.map { (rows[$0].place, $0) }) { first, _ in first }
    rowsOfModel = Dictionary(grouping: rows.indices) {
      rows[$0].value.key.modelKey
    }
    self.knownAt = knownAt
    self.sources = sources
    for history in models.values.flatMap(\.values) {
      for (earlier, later) in zip(history.entries, history.entries.dropFirst())
      where sources.haveOneRank(earlier.place, later.place) {
        guard let old = earlier.value.perUnit, let new = later.value.perUnit,
          PriceBook.isJump(from: old, to: new)
        else { continue }
        let unitClass = later.value.key.unitClass
        let fault = BookFault.jump(
          earlier: PriceBook.quote(old, unitClass), later: PriceBook.quote(new, unitClass),
          other: earlier.place)
        faults.append(BookProblem(fault, at: later.place))
      }
    }
  }

  /// The names of all models of `provider`, to suggest one.
  package func models(of provider: Name) -> [String] {
    models.keys.filter { $0.provider == provider }.map(\.model.description).sorted()
  }

  /// The providers of which the book knows `model`.
  package func providers(of model: Name) -> Set<Name> {
    Set(models.keys.filter { $0.model == model }.map(\.provider))
  }

  /// The names of all models of all providers, to suggest one.
  package var modelNames: [String] { Set(models.keys.map(\.model.description)).sorted() }

  /// Every model of every provider that the book knows.
  package var allModels: [ModelKey] { Array(models.keys) }

  /// Every service tier that some price is for.
  package var serviceTiers: Set<Name> { Set(models.values.flatMap(\.keys).map(\.serviceTier)) }

  /// Every region that some price of the model is for; empty is any.
  package func regions(of model: ModelKey) -> Set<Name> {
    Set(histories(of: model).keys.map(\.region))
  }

  /// Every class that some price of the model is for.
  package func unitClasses(of model: ModelKey) -> Set<UnitClass> {
    Set(histories(of: model).keys.map(\.unitClass))
  }

  /// True if any row was ever recorded for the model, under any name of its provider.
  package func knows(_ model: ModelKey) -> Bool { key(of: model) != nil }

  /// True if any row was ever recorded for the model under exactly this name of its provider.
  package func states(_ model: ModelKey) -> Bool { models[model] != nil }

  /// The key under which the book has the prices of a model: its own, else that of another name of its provider; nil
  /// where it has none.
  package func key(of model: ModelKey) -> ModelKey? {
    states(model) ? model : model.underOtherNames.first(where: states)
  }

  /// The other names of its provider under which a model has these very prices.
  package func otherNames(of model: ModelKey) -> Set<Name> {
    Set(model.underOtherNames.filter { key(of: $0) == model }.map(\.provider))
  }

  /// The history of a key, under this very name of its provider; nil where no row was ever recorded for it.
  func history(of key: Price.Key) -> History<Price>? { models[key.modelKey]?[key] }

  /// The histories of a model, under whatever name of its provider.
  package func histories(of model: ModelKey) -> [Price.Key: History<Price>] {
    key(of: model).flatMap { models[$0] } ?? [:]
  }

  /// The instants at which a price of the model begins or ends, under whatever name of its provider.
  package func boundaries(of model: ModelKey) -> [Instant] {
    ([model] + model.underOtherNames).flatMap { models[$0, default: [:]].values }
      .flatMap(\.boundaries)
  }

  /// The instants at which any price begins or ends.
  package var boundaries: [Instant] {
    models.values.flatMap { $0.values.flatMap(\.boundaries) }
  }

  /// Returns the prices of the model in force at `instant`: under its own name, else under the first other name of its
  /// provider that has any then; nil when none has.
  package func prices(of model: ModelKey, at instant: Instant) -> PriceList? {
    for model in [model] + model.underOtherNames {
      var prices: [Price.Key: PriceList.Quote] = [:]
      for (key, history) in models[model, default: [:]] {
        guard let entry = history.entry(at: instant) else { continue }
        prices[key] = PriceList.Quote(perUnit: entry.value.perUnit, place: entry.place)
      }
      if !prices.isEmpty { return PriceList(model: model, quotes: prices) }
    }
    return nil
  }

  private static func quote(_ perUnit: Money, _ unitClass: UnitClass) -> String {
    let per = unitClass.defaultPer
    return "\(perUnit * per) per \(per)"
  }
}

/// The prices of one model in force at one instant.
package struct PriceList: Sendable {
  package let model: ModelKey
  package let quotes: [Price.Key: Quote]

  /// A price and the row of the book that states it.
  package struct Quote: Hashable, Sendable {
    /// Nil where the price is not known.
    package let perUnit: Money?
    package let place: Place
  }

  /// The thresholds of all bands above the base, ascending, whatever their class, tier and region.
  package var thresholds: [Int64] {
    Set(quotes.keys.compactMap(\.contextOver)).sorted()
  }
}
