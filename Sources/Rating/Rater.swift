import Ledger
import Pricing

/// Rates records against the books: what each costs at the prices in force when it started, and what
/// the customer is to be charged.
///
/// Pure but for a memory of what was compiled: each kind of request is looked up in the books once and
/// laid out as a timeline of flat cards, so that a row costs a search in a few instants and a product
/// per class. One per worker.
package struct Rater {
  /// Everything compiled so far; a rated record names its card by index.
  package private(set) var cards: [RateCard] = []
  /// Per card, what comparing needs of it.
  package private(set) var terms: [CompactRateCardTerms] = []
  /// Some card is of a tier that had no plan in force.
  package private(set) var hasUnplannedCards = false
  /// On some card a price without a region replaces one of the requests' region.
  package private(set) var hasCardsOfAnyRegion = false
  private let variant: BookVariant
  private var known: PriceLookupCache
  /// Per kind.
  private var timelines: [FlatTimeline] = []
  /// Per card.
  private var starts: [Instant] = []
  private var flat: [FlatCard] = []
  private var bands: [FlatBand] = []
  /// The prices of all bands, those of equal ones once.
  private var prices: [UInt128] = []
  /// The start of each list of prices.
  private var pricePlaces: [[UInt128]: Int] = [:]

  package init(books: Books) { self.init(BookVariant(books: books)) }

  package init(_ variant: BookVariant) {
    self.variant = variant
    known = PriceLookupCache(variant.books)
  }

  /// Compiles the kinds that are new since the last call.
  package mutating func prepare(_ kinds: [RateKey]) throws(BookProblem) {
    var others: [Rater] = []
    try prepare(kinds, with: &others)
  }

  /// Compiles the new kinds for several variants of the books, by all of which the same records are rated.
  ///
  /// All of them number their cards alike: a record is rated on the same card by each.
  package mutating func prepare(
    _ kinds: [RateKey], with others: inout [Rater]
  ) throws(BookProblem) {
    guard timelines.count < kinds.count else { return }
    var starts: [[Instant]] = []
    for kind in kinds[timelines.count...] {
      var instants = changes(for: kind)
      for index in others.indices { instants += others[index].changes(for: kind) }
      starts.append(Timeline.starts(instants))
    }
    try prepare(kinds, starts: starts)
    for index in others.indices { try others[index].prepare(kinds, starts: starts) }
  }

  private mutating func prepare(
    _ kinds: [RateKey], starts newStarts: [[Instant]]
  ) throws(BookProblem) {
    for (kind, changes) in zip(kinds[timelines.count...], newStarts) {
      add(try compile(kind, starts: changes))
    }
  }

  /// The instants at which anything about requests of `kind` may change, in no order, some of them several times.
  private mutating func changes(for kind: RateKey) -> [Instant] {
    if variant.ratedAt != nil { return [] }
    return known.changes(for: variant.kind(kind))
      + variant.restrictions.flatMap { [$0.validity.from, $0.validity.to] }
  }

  /// A kind of request, compiled and not yet added.
  package struct Compiled {
    fileprivate let timeline: Timeline
  }

  /// Compiles one kind, to be added if other raters can compile it as well.
  package mutating func compile(_ kind: RateKey) throws(BookProblem) -> Compiled {
    try compile(kind, starts: Timeline.starts(changes(for: kind)))
  }

  private mutating func compile(
    _ kind: RateKey, starts: [Instant]
  ) throws(BookProblem) -> Compiled {
    Compiled(
      timeline: try Timeline(
        variant.kind(kind), starts: starts, ratedAt: variant.ratedAt, by: &known))
  }

  /// Adds a compiled kind after those that were prepared.
  package mutating func add(_ kind: Compiled) {
    timelines.append(FlatTimeline(kind.timeline.cards, first: cards.count))
    for card in kind.timeline.cards {
      flat.append(FlatCard(card, firstBand: bands.count))
      if case .priced(let cardBands, _) = card.pricing {
        for band in cardBands {
          let prices = FlatBand.prices(of: band)
          bands.append(FlatBand(band, prices: prices, firstPrice: place(of: prices)))
        }
      }
      starts.append(card.validity.from)
      cards.append(card)
      terms.append(CompactRateCardTerms(card))
      if !card.hasPlan { hasUnplannedCards = true }
      if card.takesAnyRegion { hasCardsOfAnyRegion = true }
    }
  }

  /// Returns the start of the prices in the list of all, which holds them once.
  private mutating func place(of prices: [UInt128]) -> Int {
    if let place = pricePlaces[prices] { return place }
    let place = self.prices.count
    pricePlaces[prices] = place
    self.prices += prices
    return place
  }

  /// Rates `records`, whose kinds must be prepared, replacing what is in `rated`; one result per record, in
  /// order.
  package func rate(_ records: [UsageRecord], into rated: inout [RatedRecord]) {
    rate(records, into: &rated, count: records.count, row: { $0 }, kind: { Int($0) })
  }

  /// Rates those of `records` that are at `rows`, replacing what is in `rated`; one result per row, in order.
  ///
  /// - Parameter numbers: per kind of the records, its number among the kinds that were prepared.
  package func rate(
    _ records: [UsageRecord], at rows: [Int32], kinds numbers: [Int32],
    into rated: inout [RatedRecord]
  ) {
    rate(
      records, into: &rated, count: rows.count, row: { Int(rows[$0]) },
      kind: { Int(numbers[Int($0)]) })
  }

  @inline(__always)
  private func rate(
    _ records: [UsageRecord], into rated: inout [RatedRecord], count: Int, row: (Int) -> Int,
    kind: (Int32) -> Int
  ) {
    let placeholder = RatedRecord(
      card: 0, disposition: .unpriced, notionalCost: .zero, credits: .zero)
    rated.resize(to: count, with: placeholder)
    rated.withUnsafeMutableBufferPointer { rated in
      records.withUnsafeBufferPointer { records in
        starts.withUnsafeBufferPointer { starts in
          flat.withUnsafeBufferPointer { flat in
            bands.withUnsafeBufferPointer { bands in
              prices.withUnsafeBufferPointer { prices in
                timelines.withUnsafeBufferPointer { timelines in
                  guard let firstRecord = records.baseAddress, let firstCard = flat.baseAddress
                  else { return }
                  for place in 0..<count {
                    let record = firstRecord + row(place)
                    let card = timelines[kind(record.pointee.kind)].card(
                      at: record.pointee.startedAt, starts)
                    rated[place] = RatingArithmetic.rate(
                      record, card: Int32(card), firstCard + card, bands, prices)
                  }
                }
              }
            }
          }
        }
      }
    }
  }

  // MARK: Bands

  /// The number of bands of all cards.
  package var bandCount: Int { bands.count }

  /// The number, among all bands, of the one by which a request was rated.
  ///
  /// - Parameter totalInput: what decides the band; see `Quantities`.
  @inline(__always)
  package func band(of rated: RatedRecord, totalInput: Int64) -> Int {
    band(ofCard: Int(rated.card), totalInput: totalInput)
  }

  /// The number of the band by which a card rates a request.
  package func band(ofCard card: Int, totalInput: Int64) -> Int {
    bands.withUnsafeBufferPointer {
      RatingArithmetic.bandIndex(
        of: totalInput, first: flat[card].firstBand, count: flat[card].bandCount, $0)
    }
  }

  /// The card of a band, and the threshold above which it begins; nil for the base band.
  package func band(_ number: Int) -> (card: RateCard, over: Int64?) {
    guard let card = flat.lastIndex(where: { $0.bandCount > 0 && Int($0.firstBand) <= number })
    else { preconditionFailure("every band is a card's") }
    return (cards[card], bands[number].over < 0 ? nil : bands[number].over)
  }
}
