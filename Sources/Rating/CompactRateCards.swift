import Ledger

/// The cards of a kind without references, for the loop over records.
struct FlatTimeline {
  /// Their start among all cards, and their number.
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
    // Up to four cards are counted out without a branch: kinds differ in how many they have, so that the end of a
    // search would be guessed wrong. More are searched.
    guard count > 4 else {
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
  /// A charge in increments: the cost times this, divided by the denominator.
  ///
  /// Both are 0 where 64 bits do not hold them.
  let numerator: UInt64
  let denominator: UInt64
  let increment: Int64
  /// The most increments that one request may be charged.
  let stepLimit: UInt64
  /// The same factors, of any size.
  let wide: (numerator: UInt128, denominator: UInt128)

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
    wide = (card.charge.numerator, card.charge.denominator)
    if let numerator = UInt64(exactly: card.charge.numerator),
      let denominator = UInt64(exactly: card.charge.denominator)
    {
      (self.numerator, self.denominator) = (numerator, denominator)
    } else {
      (numerator, denominator) = (0, 0)
    }
    increment = card.charge.increment.microcredits
    let worthLimit =
      Money.totalLimit.attodollars / card.dimensions.terms.creditValue.attodollarsPerMicrocredit
    stepLimit = UInt64(
      min(worthLimit, Int128(Credits.rowLimit.microcredits)) / Int128(increment))
  }
}

/// A band of context without references; its prices are in a list of their own, where bands with the same share them.
struct FlatBand {
  /// -1 for the base band.
  let over: Int64
  /// Bit n is set when class n has a price.
  let priced: UInt32
  /// The start of its prices in their list.
  let firstPrice: Int32
  /// The prices of tokens of text fit in 64 bits: every price up to 18 USD a token does.
  let hasTextPrices: Bool
  let text: TextPrices

  /// Prices of one token each, in attodollars; 0 where there is none, or any does not fit.
  struct TextPrices {
    let input, cacheRead, cacheWrite5m, cacheWrite1h, output, reasoning: UInt64
  }

  /// The number of classes with a price per unit: all but the request.
  static let classes = 14

  /// - Parameters:
  ///   - prices: those of the band, in the order of the classes.
  ///   - firstPrice: where they begin in the list of all.
  init(_ band: RateCard.Band, prices: [UInt128], firstPrice: Int) {
    self.firstPrice = Int32(firstPrice)
    over = band.over ?? -1
    priced = UnitClass.quantities.reduce(0) { bits, unitClass in
      band.prices[unitClass] == nil ? bits : bits | 1 << UInt32(unitClass.rawValue)
    }
    // The classes of text come first, from `input` to `reasoning`.
    let hasTextPrices = prices[...UnitClass.reasoning.rawValue].allSatisfy { $0 <= UInt64.max }
    func price(_ unitClass: UnitClass) -> UInt64 {
      hasTextPrices ? UInt64(prices[unitClass.rawValue]) : 0
    }
    self.hasTextPrices = hasTextPrices
    text = TextPrices(
      input: price(.input), cacheRead: price(.cacheRead), cacheWrite5m: price(.cacheWrite5m),
      cacheWrite1h: price(.cacheWrite1h), output: price(.output), reasoning: price(.reasoning))
  }

  /// The prices of `band` in the order of the classes, in attodollars per unit; 0 where there is none.
  static func prices(of band: RateCard.Band) -> [UInt128] {
    var prices = [UInt128](repeating: 0, count: classes)
    for unitClass in UnitClass.quantities {
      guard let price = band.prices[unitClass] else { continue }
      prices[unitClass.rawValue] = UInt128(price.perUnit.attodollars)
    }
    return prices
  }
}
