import Ledger
import Pricing
import Rating

/// The prices that requests might have had, looked up once for each kind of request.
///
/// Its families are all kinds that were looked up, and their neighbours: other models, service tiers and regions.
struct PriceCache: Sendable {
  private let books: Books
  /// Service tiers that any price or derivation is for.
  private let serviceTiers: [Name]
  private var families: [Family] = []
  private var numbers: [Key: Int] = [:]
  private var older: [ModelKey: [Books]] = [:]
  private var models: [Name: [Name]] = [:]
  private var meanings: [ModelKey: NameMeanings] = [:]

  /// A provider of more models has some price for any cost: of its models only what the name ever meant explains it.
  private static let comparedModels = 1_000

  init(books: Books) {
    self.books = books
    serviceTiers = books.prices.serviceTiers.union(books.derivations.serviceTiers).sorted()
  }

  /// The key that decides the possible prices of a request.
  private struct Key: Hashable {
    let provider: Name
    /// The model's, as the ledger has it, before aliases.
    let name: Name
    /// The meaning of that name when the request starts: other meanings are other models.
    var model: Name
    let serviceTier: Name
    let region: Name
    /// Which of the books that lack a correction; nil for the book as it is.
    var corrections: Int?

    func with(model: Name? = nil, serviceTier: Name? = nil, region: Name? = nil) -> Key {
      Key(
        provider: provider, name: model ?? name, model: model ?? self.model,
        serviceTier: serviceTier ?? self.serviceTier, region: region ?? self.region,
        corrections: model == nil ? corrections : nil)
    }
  }

  private struct Family {
    let key: Key
    /// Nil until first used: of many families only the number is wanted.
    var prices: FamilyPrices?
    /// Nil until first used.
    var neighbours: PriceNeighbours?
  }

  private struct FamilyPrices {
    /// In time order; equal ones that follow each other are one.
    let sheets: [CandidatePrices]
    /// When each of them is in force.
    let validities: [Validity]

    init(_ sheets: [CandidatePrices]) {
      self.sheets = sheets
      validities = sheets.map(\.validity)
    }
  }

  /// The family of the requests of `card`.
  mutating func family(of card: RateCard) -> Int {
    family(
      Key(
        provider: card.kind.provider, name: card.kind.model, model: card.dimensions.model,
        serviceTier: card.kind.serviceTier, region: card.region))
  }

  /// The family of what the name of a view's model means at an instant; that of the view where it means two models.
  mutating func family(_ view: PriceView, at instant: Instant) -> Int {
    var key = families[view.family].key
    let meanings = meanings(of: ModelKey(provider: key.provider, model: key.name))
    guard case .model(let model) = meanings.meaning(at: instant), model != key.model,
      meanings.meaning(at: view.at) == .model(key.model)
    else { return view.family }
    key.model = model
    // Corrections are numbered by model: that of the view's model says nothing of this one's prices.
    key.corrections = nil
    return family(key)
  }

  /// The prices that a view shows; nil when nothing has a price then.
  mutating func sheet(_ view: PriceView) -> CandidatePrices? {
    let prices = prices(of: view.family)
    return prices.validities.lastIndex { $0.contains(view.at) }.map { prices.sheets[$0] }
  }

  /// When the prices of the family that a view is of are in force, in time order.
  mutating func validities(_ view: PriceView) -> [Validity] { prices(of: view.family).validities }

  /// The families that differ in one thing from that of a view.
  mutating func neighbours(_ view: PriceView) -> PriceNeighbours {
    if let known = families[view.family].neighbours { return known }
    let neighbours = PriceNeighbours(makeNeighbours(families[view.family].key))
    families[view.family].neighbours = neighbours
    return neighbours
  }

  /// Looked up once for a name: that may look at every rule of a provider.
  private mutating func meanings(of name: ModelKey) -> NameMeanings {
    if let known = meanings[name] { return known }
    let found = books.meanings(of: name)
    meanings[name] = found
    return found
  }

  private mutating func makeNeighbours(_ key: Key) -> PriceNeighbours.Families {
    let standard = RateKey.standardServiceTier
    var found = PriceNeighbours.Families()
    if key.serviceTier != standard {
      found.standard = [family(key.with(serviceTier: standard))]
    }
    for tier in serviceTiers where tier != key.serviceTier && tier != standard {
      found.otherServiceTiers.append(family(key.with(serviceTier: tier)))
    }
    if !key.region.isEmpty { found.withoutRegion = [family(key.with(region: .empty))] }
    let own = ModelKey(provider: key.provider, model: key.model)
    let derived = books.derivations.regions(of: books.prices.key(of: own) ?? own)
    for region in books.prices.regions(of: own).union(derived).sorted()
    where region != key.region && !region.isEmpty {
      found.otherRegions.append(family(key.with(region: region)))
    }
    for model in otherModels(than: own, named: key.name) {
      found.otherModels.append(family(key.with(model: model)))
    }
    guard key.corrections == nil else { return found }
    for number in beforeCorrections(of: own).indices {
      var before = key
      before.corrections = number
      found.superseded.append(family(before))
    }
    return found
  }

  /// The models whose prices a request may have had in place of its own, in order: those of its provider, and what its
  /// name means at other times.
  private mutating func otherModels(than own: ModelKey, named name: Name) -> [Name] {
    let meanings = meanings(of: ModelKey(provider: own.provider, model: name)).models.filter {
      books.prices.knows(ModelKey(provider: own.provider, model: $0))
    }
    return meanings.union(models(of: books.prices.key(of: own)?.provider ?? own.provider))
      .subtracting([own.model]).sorted()
  }

  /// The models that the price book has of a provider, if they are few enough to compare them all.
  private mutating func models(of provider: Name) -> [Name] {
    if let known = models[provider] { return known }
    let all = books.prices.models(of: provider).map { Name($0) }
    let found = all.count > PriceCache.comparedModels ? [] : all
    models[provider] = found
    return found
  }

  private mutating func family(_ key: Key) -> Int {
    if let known = numbers[key] { return known }
    let number = families.count
    families.append(Family(key: key))
    numbers[key] = number
    return number
  }

  private mutating func prices(of family: Int) -> FamilyPrices {
    if let known = families[family].prices { return known }
    let key = families[family].key
    let model = ModelKey(provider: key.provider, model: key.model)
    let books = key.corrections.map { beforeCorrections(of: model)[$0] } ?? books
    let prices = FamilyPrices(sheets(key, books: books))
    families[family].prices = prices
    return prices
  }

  private func sheets(_ key: Key, books: Books) -> [CandidatePrices] {
    let kind = RateKey(
      tier: .empty, service: RateKey.chatService, provider: key.provider, model: key.model,
      status: .completed, isBYOK: false, serviceTier: key.serviceTier, region: key.region,
      currency: .empty)
    let cards: [RateCard]
    // A price that cannot be derived exactly was charged by nobody.
    do throws(BookProblem) { cards = try RateCard.timeline(ofModel: kind, books: books) } catch {
      return []
    }
    var sheets: [CandidatePrices] = []
    for sheet in cards.compactMap({ CandidatePrices($0) }) {
      if let last = sheets.last, last.isSame(as: sheet) {
        sheets[sheets.count - 1] = last.lasting(until: sheet.validity.to)
      } else {
        sheets.append(sheet)
      }
    }
    return sheets
  }

  /// The books without each correction of a price of `model`, the earliest first.
  private mutating func beforeCorrections(of model: ModelKey) -> [Books] {
    if let known = older[model] { return known }
    let before = books.prices.beforeCorrections(of: model).map { books.with(prices: $0) }
    older[model] = before
    return before
  }
}

/// Which prices: those of a family in force at an instant.
struct PriceView: Hashable, Sendable {
  /// A number that the shelf gave.
  let family: Int
  let at: Instant

  /// The prices of another family at the same instant.
  func of(_ family: Int) -> PriceView { PriceView(family: family, at: at) }
}

/// The families of prices that differ in one thing from another; held once for all who ask.
final class PriceNeighbours: Sendable {
  let families: Families

  init(_ families: Families) { self.families = families }

  struct Families: Sendable {
    /// At the standard service tier; none for a standard request.
    var standard: [Int] = []
    var otherServiceTiers: [Int] = []
    /// Without a region; none for a request without one.
    var withoutRegion: [Int] = []
    var otherRegions: [Int] = []
    /// Of each other model of the provider, bytewise by name.
    var otherModels: [Int] = []
    /// Without a correction of the book, the earliest first.
    var superseded: [Int] = []
  }
}
