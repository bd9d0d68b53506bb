import Ledger
import Pricing

/// The rate cards of one request kind over all time: each instant lies in exactly one.
struct Timeline {
  /// In time order; the first begins in the distant past, each next where the one before ends.
  let cards: [RateCard]

  /// The instants at which cards begin if anything may change at `changes`.
  static func starts(_ changes: [Instant]) -> [Instant] {
    var starts: [Instant] = [.distantPast]
    for instant in changes.sorted()
    where instant > starts[starts.count - 1] && instant < .distantFuture {
      starts.append(instant)
    }
    return starts
  }

  /// Makes the timeline of `kind` by the books alone, the name of its model taken for what `names` says.
  init(
    _ kind: RateKey, names: NameMeanings, by known: inout PriceLookupCache
  ) throws(BookProblem) {
    let starts = Timeline.starts(known.changes(for: kind))
    try self.init(kind, names: names, starts: starts, ratedAt: nil, by: &known)
  }

  /// Makes the timeline by asking the books anew at each of `starts`.
  ///
  /// - Parameters:
  ///   - kind: as the variant of the books sees it.
  ///   - instant: when everything but the meaning of the model's name is looked up; nil is each of `starts`.
  init(
    _ kind: RateKey, starts: [Instant], ratedAt instant: Instant?,
    by known: inout PriceLookupCache
  ) throws(BookProblem) {
    try self.init(
      kind, names: known.meanings(of: kind), starts: starts, ratedAt: instant, by: &known)
  }

  private init(
    _ kind: RateKey, names: NameMeanings, starts: [Instant], ratedAt instant: Instant?,
    by known: inout PriceLookupCache
  ) throws(BookProblem) {
    var cards: [RateCard] = []
    for (index, start) in starts.enumerated() {
      let end = index + 1 < starts.count ? starts[index + 1] : .distantFuture
      cards.append(
        try RateCard(
          kind, names: names, during: Validity(from: start, to: end), ratedAt: instant, by: &known))
    }
    self.cards = cards
  }
}

extension RateCard {
  /// Returns the cards of `kind` over all time, in time order: what else might have been charged is looked up
  /// in the same way as what was.
  package static func timeline(
    of kind: RateKey, books: Books
  ) throws(BookProblem) -> [RateCard] {
    var known = PriceLookupCache(books)
    return try Timeline(kind, names: known.meanings(of: kind), by: &known).cards
  }

  /// The same for requests of the model itself, whatever its name means.
  package static func timeline(
    ofModel kind: RateKey, books: Books
  ) throws(BookProblem) -> [RateCard] {
    var known = PriceLookupCache(books)
    return try Timeline(kind, names: NameMeanings(of: kind.model), by: &known).cards
  }
}
