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
  package private(set) var terms: [CardTerms] = []
  /// Some card is of a tier that had no plan in force.
  package private(set) var hasUnplannedCards = false
  private let variant: BookVariant
  private var knownPrices: KnownPrices
  /// Per kind.
  private var timelines: [FlatTimeline] = []
  /// Per card.
  private var starts: [Instant] = []
  private var flat: [FlatCard] = []
  private var bands: [FlatBand] = []
  /// The prices of all bands, one after another.
  private var prices: [UInt128] = []

  package init(books: Books) { self.init(BookVariant(books: books)) }

  package init(_ variant: BookVariant) {
    self.variant = variant
    knownPrices = KnownPrices(variant.books)
  }

  /// Compiles the kinds that are new since the last call.
  package mutating func prepare(_ kinds: [RequestKind]) throws(BookProblem) {
    let starts = kinds[timelines.count...].map { Timeline.starts(of: $0, by: [variant]) }
    try prepare(kinds, starts: starts)
  }

  /// Compiles the new kinds for several variants of the books, by all of which the same records are rated.
  ///
  /// All of them number their cards alike: a record is rated on the same card by each.
  package mutating func prepare(
    _ kinds: [RequestKind], with others: inout [Rater]
  ) throws(BookProblem) {
    guard timelines.count < kinds.count else { return }
    let variants = [variant] + others.map(\.variant)
    let starts = kinds[timelines.count...].map { Timeline.starts(of: $0, by: variants) }
    try prepare(kinds, starts: starts)
    for index in others.indices { try others[index].prepare(kinds, starts: starts) }
  }

  private mutating func prepare(
    _ kinds: [RequestKind], starts newStarts: [[Instant]]
  ) throws(BookProblem) {
    for (kind, changes) in zip(kinds[timelines.count...], newStarts) {
      add(try compile(kind, starts: changes))
    }
  }

  /// A kind of request, compiled and not yet added.
  package struct Compiled {
    fileprivate let timeline: Timeline
  }

  /// Compiles one kind, to be added if other raters can compile it as well.
  package mutating func compile(_ kind: RequestKind) throws(BookProblem) -> Compiled {
    try compile(kind, starts: Timeline.starts(of: kind, by: [variant]))
  }

  private mutating func compile(
    _ kind: RequestKind, starts: [Instant]
  ) throws(BookProblem) -> Compiled {
    Compiled(timeline: try Timeline(variant.kind(kind), starts: starts, by: &knownPrices))
  }

  /// Adds a compiled kind after those that were prepared.
  package mutating func add(_ kind: Compiled) {
    timelines.append(FlatTimeline(kind.timeline.cards, first: cards.count))
    for card in kind.timeline.cards {
      flat.append(FlatCard(card, firstBand: bands.count))
      if case .priced(let cardBands, _) = card.pricing {
        for band in cardBands {
          bands.append(FlatBand(band))
          prices += FlatBand.prices(of: band)
        }
      }
      starts.append(card.validity.from)
      cards.append(card)
      terms.append(CardTerms(card))
      if !card.hasPlan { hasUnplannedCards = true }
    }
  }

  /// Rates `records`, whose kinds must be prepared, replacing what is in `rated`; one result per record, in
  /// order.
  package func rate(_ records: [UsageRecord], into rated: inout [RatedRecord]) {
    rate(records, into: &rated, count: records.count, row: { $0 }, kind: { Int($0) })
  }

  /// Rates those of `records` that stand at `rows`, replacing what is in `rated`; one result per row, in order.
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
                  for place in 0..<count {
                    let index = row(place)
                    let card = timelines[kind(records[index].kind)].card(
                      at: records[index].startedAt, starts)
                    rated[place] = FlatRating.rate(
                      records[index].quantities, card: Int32(card), flat[card], bands, prices)
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

  /// How many bands all cards have.
  package var bandCount: Int { bands.count }

  /// The number, among all bands, of the one by which a request was rated.
  ///
  /// - Parameter totalInput: what decides the band; see `Quantities`.
  @inline(__always)
  package func band(of rated: RatedRecord, totalInput: Int64) -> Int {
    bands.withUnsafeBufferPointer {
      FlatRating.bandIndex(of: totalInput, flat[Int(rated.card)], $0)
    }
  }

  /// The card of a band, and the threshold above which it begins; nil for the base band.
  package func band(_ number: Int) -> (card: RateCard, over: Int64?) {
    guard let card = flat.lastIndex(where: { $0.bandCount > 0 && Int($0.firstBand) <= number })
    else { preconditionFailure("every band is a card's") }
    return (cards[card], bands[number].over < 0 ? nil : bands[number].over)
  }
}

/// The cards of a kind without references, for the loop over records.
private struct FlatTimeline {
  /// Where they begin among all cards, and how many there are.
  private let first: Int32
  private let count: Int32
  /// When those begin that are not the first, where they are few; in the distant future where there are fewer.
  private let second: Int64
  private let third: Int64
  private let fourth: Int64

  init(_ cards: [RateCard], first: Int) {
    func start(_ index: Int) -> Int64 {
      (index < cards.count ? cards[index].validity.from : .distantFuture).nanoseconds
    }
    self.first = Int32(first)
    count = Int32(cards.count)
    (second, third, fourth) = (start(1), start(2), start(3))
  }

  /// The card in force at `instant`, which is before the distant future; `starts` are those of all cards.
  @inline(__always)
  func card(at instant: Instant, _ starts: UnsafeBufferPointer<Instant>) -> Int {
    let time = instant.nanoseconds
    guard count > 4 else {
      // Kinds differ in how many cards they have: a search would end where nobody guesses.
      return Int(first) &+ (second <= time ? 1 : 0) &+ (third <= time ? 1 : 0)
        &+ (fourth <= time ? 1 : 0)
    }
    var low = Int(first)
    var high = low &+ Int(count)
    while high &- low > 1 {
      let middle = (low &+ high) / 2
      if starts[middle].nanoseconds <= time { low = middle } else { high = middle }
    }
    return low
  }
}

/// A card without references, for the loop over records.
struct FlatCard {
  let firstBand: Int32
  /// 0 for a kind without a price.
  let bandCount: Int32
  let isCharged: Bool
  let fee: UInt128
  let numerator: UInt128
  let denominator: UInt128
  let increment: Int64
  /// The most increments that one request may be charged.
  let stepLimit: UInt128

  init(_ card: RateCard, firstBand: Int) {
    self.firstBand = Int32(firstBand)
    switch card.pricing {
    case .priced(let bands, let fee):
      bandCount = Int32(bands.count)
      self.fee = UInt128(fee?.perUnit.attodollars ?? 0)
    case .unpriced:
      bandCount = 0
      fee = 0
    }
    isCharged = card.isCharged
    numerator = card.charge.numerator
    denominator = card.charge.denominator
    increment = card.charge.increment.microcredits
    let worthLimit =
      Money.totalLimit.attodollars / card.dimensions.terms.creditValue.attodollarsPerMicrocredit
    stepLimit = UInt128(
      min(worthLimit, Int128(Credits.rowLimit.microcredits)) / Int128(increment))
  }
}

/// A band of context without references; its prices stand in a list of their own, `classes` for each band.
struct FlatBand {
  /// -1 for the base band.
  let over: Int64
  /// Bit n is set when class n has a price.
  let priced: UInt32
  /// The prices of tokens of text, in attodollars, where all of them fit: every price up to 18 USD a token does.
  let text: TextPrices?

  /// Prices of one token each; 0 where there is none.
  struct TextPrices {
    let input, cacheRead, cacheWrite5m, output, reasoning, cacheWrite1h: UInt64
  }

  /// How many classes have a price per unit: all but the request.
  static let classes = 11

  init(_ band: RateCard.Band) {
    over = band.over ?? -1
    priced = band.prices.reduce(0) { $0 | 1 << UInt32($1.key.rawValue) }
    let prices = FlatBand.prices(of: band).map(UInt64.init(exactly:))
    func price(_ unitClass: UnitClass) -> UInt64? { prices[unitClass.rawValue] }
    if let input = price(.input), let cacheRead = price(.cacheRead),
      let cacheWrite5m = price(.cacheWrite5m), let output = price(.output),
      let reasoning = price(.reasoning), let cacheWrite1h = price(.cacheWrite1h)
    {
      text = TextPrices(
        input: input, cacheRead: cacheRead, cacheWrite5m: cacheWrite5m, output: output,
        reasoning: reasoning, cacheWrite1h: cacheWrite1h)
    } else {
      text = nil
    }
  }

  /// The prices of `band` in the order of the classes, in attodollars per unit; 0 where there is none.
  static func prices(of band: RateCard.Band) -> [UInt128] {
    var prices = [UInt128](repeating: 0, count: classes)
    for (unitClass, price) in band.prices {
      prices[unitClass.rawValue] = UInt128(price.perUnit.attodollars)
    }
    return prices
  }
}
