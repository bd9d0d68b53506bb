import Ledger
import Pricing

/// The rate cards of one request kind over all time: each instant lies in exactly one.
struct Timeline {
  /// In time order; the first begins in the distant past, each next where the one before ends.
  let cards: [RateCard]

  /// The instants at which anything about requests of `kind` may change under some of the variants.
  static func starts(of kind: RequestKind, by variants: [BookVariant]) -> [Instant] {
    var starts: [Instant] = [.distantPast]
    for instant in variants.flatMap({ Timeline.boundaries(of: kind, by: $0) }).sorted()
    where instant > starts[starts.count - 1] && instant < .distantFuture {
      starts.append(instant)
    }
    return starts
  }

  /// Makes the timeline of `kind` by the books alone, the name of its model taken for what `names` says.
  init(
    _ kind: RequestKind, names: NameMeanings, by prices: inout KnownPrices
  ) throws(BookProblem) {
    let starts = Timeline.starts(of: kind, by: [BookVariant(books: prices.books)])
    try self.init(kind, names: names, starts: starts, by: &prices)
  }

  /// Makes the timeline by asking the books anew at each of `starts`.
  ///
  /// - Parameter kind: as the variant of the books sees it.
  init(
    _ kind: RequestKind, starts: [Instant], by prices: inout KnownPrices
  ) throws(BookProblem) {
    try self.init(kind, names: prices.books.meanings(of: kind), starts: starts, by: &prices)
  }

  private init(
    _ kind: RequestKind, names: NameMeanings, starts: [Instant], by prices: inout KnownPrices
  ) throws(BookProblem) {
    var cards: [RateCard] = []
    for (index, start) in starts.enumerated() {
      let end = index + 1 < starts.count ? starts[index + 1] : .distantFuture
      cards.append(
        try RateCard(
          kind, names: names, during: Validity(from: start, to: end), by: &prices))
    }
    self.cards = cards
  }

  /// The instants at which anything may change, in no order, some of them several times.
  private static func boundaries(of kind: RequestKind, by variant: BookVariant) -> [Instant] {
    let (kind, books) = (variant.kind(kind), variant.books)
    var instants = variant.restrictions.flatMap { [$0.validity.from, $0.validity.to] }
    let names = books.meanings(of: kind)
    instants += names.boundaries
    instants += books.plans.boundaries(tier: kind.tier)
    instants += books.settings.creditValues.boundaries
    instants += books.settings.creditIncrements.boundaries
    for model in names.models {
      let key = ModelKey(provider: kind.provider, model: model)
      instants += books.priceBoundaries(of: key)
      instants += books.models.boundaries(of: key)
      instants += books.multipliers.boundaries(
        tier: kind.tier, provider: kind.provider, model: model)
    }
    return instants
  }
}

extension RateCard {
  /// Returns the cards of `kind` over all time, in time order: what else might have been charged is looked up
  /// in the same way as what was.
  package static func timeline(
    of kind: RequestKind, books: Books
  ) throws(BookProblem) -> [RateCard] {
    var prices = KnownPrices(books)
    return try Timeline(kind, names: books.meanings(of: kind), by: &prices).cards
  }

  /// The same for requests of the model itself, whatever its name means.
  package static func timeline(
    ofModel kind: RequestKind, books: Books
  ) throws(BookProblem) -> [RateCard] {
    var prices = KnownPrices(books)
    return try Timeline(kind, names: NameMeanings(of: kind.model), by: &prices).cards
  }
}
