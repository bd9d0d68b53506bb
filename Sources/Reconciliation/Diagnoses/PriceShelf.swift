import Ledger
import Pricing
import Rating

/// The prices that requests might have had, looked up once for each kind of request.
///
/// Its families are all kinds that were asked for, and their neighbours: other models, service tiers and regions.
struct PriceShelf: Sendable {
  private let books: Books
  /// Service tiers that any price or derivation is for.
  private let serviceTiers: [Name]
  private var families: [Family] = []
  private var numbers: [Key: Int] = [:]
  private var older: [ModelKey: [Books]] = [:]
  private var models: [Name: [Name]] = [:]

  /// A provider of more models has some price for any cost: none of theirs explains it.
  private static let comparedModels = 1_000

  init(books: Books) {
    self.books = books
    serviceTiers = books.prices.serviceTiers.union(books.derivations.serviceTiers).sorted()
  }

  /// What decides which prices a request may have.
  private struct Key: Hashable {
    let provider: Name
    /// As the ledger names it, before aliases.
    let model: Name
    let serviceTier: Name
    let region: Name
    /// After how many corrections of the book; nil after all.
    var corrections: Int?

    func with(model: Name? = nil, serviceTier: Name? = nil, region: Name? = nil) -> Key {
      Key(
        provider: provider, model: model ?? self.model,
        serviceTier: serviceTier ?? self.serviceTier, region: region ?? self.region,
        corrections: model == nil ? corrections : nil)
    }
  }

  private struct Family {
    let key: Key
    /// In time order; equal ones that follow each other are one.
    let sheets: [PriceSheet]
    /// When each of them is in force.
    let validities: [Validity]
    /// Nil until somebody asks.
    var neighbours: PriceNeighbours?
  }

  /// The family of the requests of `card`.
  mutating func family(of card: RateCard) -> Int {
    family(
      Key(
        provider: card.kind.provider, model: card.kind.model, serviceTier: card.kind.serviceTier,
        region: card.kind.region))
  }

  /// The prices that a view shows; nil when nothing has a price then.
  func sheet(_ view: PriceView) -> PriceSheet? {
    families[view.family].validities.lastIndex { $0.contains(view.at) }
      .map { families[view.family].sheets[$0] }
  }

  /// When the prices of the family that a view is of are in force, in time order.
  func validities(_ view: PriceView) -> [Validity] { families[view.family].validities }

  /// The families that differ in one thing from that of a view.
  mutating func neighbours(_ view: PriceView) -> PriceNeighbours {
    if let known = families[view.family].neighbours { return known }
    let neighbours = PriceNeighbours(makeNeighbours(families[view.family].key))
    families[view.family].neighbours = neighbours
    return neighbours
  }

  private mutating func makeNeighbours(_ key: Key) -> PriceNeighbours.Families {
    let standard = RequestKind.standardServiceTier
    var found = PriceNeighbours.Families()
    if key.serviceTier != standard {
      found.standard = [family(key.with(serviceTier: standard))]
    }
    for tier in serviceTiers where tier != key.serviceTier && tier != standard {
      found.otherServiceTiers.append(family(key.with(serviceTier: tier)))
    }
    if !key.region.isEmpty { found.withoutRegion = [family(key.with(region: .empty))] }
    let names = books.meanings(of: ModelKey(provider: key.provider, model: key.model))
      .models.sorted()
    let own = names.map { ModelKey(provider: key.provider, model: $0) }
    for region in Set(own.flatMap(books.prices.regions)).sorted()
    where region != key.region && !region.isEmpty {
      found.otherRegions.append(family(key.with(region: region)))
    }
    // A name that has meant several models may have been charged as any of them, at any time.
    let hasMoved = own.count(where: books.prices.knows) > 1
    for model in otherModels(than: own, provider: key.provider)
    where hasMoved || !names.contains(model) {
      found.otherModels.append(family(key.with(model: model)))
    }
    guard key.corrections == nil else { return found }
    for model in own {
      for count in beforeCorrections(of: model).indices {
        var before = key.with(model: model.model)
        before.corrections = count
        found.superseded.append(family(before))
      }
    }
    return found
  }

  /// The models whose prices a request may have had in place of its own, in order.
  private mutating func otherModels(than own: [ModelKey], provider: Name) -> [Name] {
    let provider = own.lazy.compactMap(books.prices.key(of:)).first?.provider ?? provider
    if let known = models[provider] { return known }
    let all = books.prices.models(of: provider).map { Name($0) }
    let found = all.count > PriceShelf.comparedModels ? [] : all
    models[provider] = found
    return found
  }

  private mutating func family(_ key: Key) -> Int {
    if let known = numbers[key] { return known }
    let number = families.count
    let model = ModelKey(provider: key.provider, model: key.model)
    let books = key.corrections.map { beforeCorrections(of: model)[$0] } ?? books
    let sheets = sheets(key, books: books)
    families.append(Family(key: key, sheets: sheets, validities: sheets.map(\.validity)))
    numbers[key] = number
    return number
  }

  private func sheets(_ key: Key, books: Books) -> [PriceSheet] {
    let kind = RequestKind(
      tier: .empty, service: RequestKind.chatService, provider: key.provider, model: key.model,
      status: .completed, isBYOK: false, serviceTier: key.serviceTier, region: key.region,
      currency: .empty)
    let cards: [RateCard]
    // A price that cannot be derived exactly was charged by nobody.
    do throws(BookProblem) { cards = try RateCard.timeline(of: kind, books: books) } catch {
      return []
    }
    var sheets: [PriceSheet] = []
    for sheet in cards.compactMap({ PriceSheet($0) }) {
      if let last = sheets.last, last.isSame(as: sheet) {
        sheets[sheets.count - 1] = last.lasting(until: sheet.validity.to)
      } else {
        sheets.append(sheet)
      }
    }
    return sheets
  }

  /// The books before each correction of a price of `model`, the earliest first.
  private mutating func beforeCorrections(of model: ModelKey) -> [Books] {
    if let known = older[model] { return known }
    let before = books.prices.beforeCorrections(of: model).map {
      Books(
        settings: books.settings, prices: $0, derivations: books.derivations,
        aliases: books.aliases, models: books.models, multipliers: books.multipliers,
        plans: books.plans)
    }
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
    /// As known before a correction, the earliest knowledge first.
    var superseded: [Int] = []
  }
}
