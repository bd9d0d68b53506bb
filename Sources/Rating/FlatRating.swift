import Ledger

/// The arithmetic of one row: exact, on integers, with one rounding at the end.
enum FlatRating {
  /// Returns what `quantities` cost on a card.
  ///
  /// Nothing here can overflow: a quantity is at most 10¹² (10¹⁸ nanoseconds) and a price at most
  /// 10²⁴ attodollars, so a class costs below 10³⁶ (10⁴² is refused first), and a cost above 10²⁹ is
  /// refused before it meets a multiplier of at most 10⁹ millionths.
  @inline(__always)
  static func rate(
    _ quantities: Quantities, card index: Int32, _ card: FlatCard,
    _ bands: UnsafeBufferPointer<FlatBand>, _ prices: UnsafeBufferPointer<UInt128>
  ) -> RatedRecord {
    guard card.bandCount > 0 else { return empty(index, .unpriced) }
    let band = bandIndex(of: quantities.totalInput, card, bands)
    let priced = bands[band].priced
    let first = band &* FlatBand.classes
    var cost = card.fee
    var needed: UInt32 = 0
    // One class after another in words: a loop would ask for each which one it is.
    @inline(__always) func add(_ quantity: Int64, _ unitClass: UnitClass) {
      if quantity == 0 { return }
      needed |= 1 &<< UInt32(unitClass.rawValue)
      cost += prices[first &+ unitClass.rawValue] * UInt128(quantity)
    }
    add(quantities.input, .input)
    add(quantities.cacheRead, .cacheRead)
    add(quantities.cacheWrite5m, .cacheWrite5m)
    add(quantities.output, .output)
    add(quantities.reasoning, .reasoning)
    add(quantities.cacheWrite1h, .cacheWrite1h)
    if quantities.audioInput | quantities.audioOutput | quantities.images | quantities.searches != 0
    {
      add(quantities.audioInput, .audioInput)
      add(quantities.audioOutput, .audioOutput)
      add(quantities.images, .image)
      add(quantities.searches, .search)
    }
    let second = UnitClass.second.rawValue
    if quantities.nanoseconds != 0 { needed |= 1 &<< UInt32(second) }
    if needed & ~priced != 0 { return empty(index, .unpriced) }
    if quantities.nanoseconds != 0 {
      let (product, overflow) = prices[first &+ second].multipliedReportingOverflow(
        by: UInt128(quantities.nanoseconds))
      if overflow { return empty(index, .tooLarge) }
      let (whole, rest) = product.quotientAndRemainder(
        dividingBy: UInt128(Quantities.nanosecondsPerSecond))
      if rest != 0 { return empty(index, .inexact) }
      cost += whole
    }
    if cost > UInt128(Money.totalLimit.attodollars) { return empty(index, .tooLarge) }
    return charged(cost, index, card)
  }

  @inline(__always)
  private static func charged(_ cost: UInt128, _ index: Int32, _ card: FlatCard) -> RatedRecord {
    var credits: Int64 = 0
    if card.isCharged {
      let steps = ceilingQuotient(cost * card.numerator, card.denominator)
      if steps > card.stepLimit { return empty(index, .tooLarge) }
      credits = Int64(steps) * card.increment
    }
    return RatedRecord(
      card: index, disposition: .rated, notionalCost: Money(attodollars: Int128(cost)),
      credits: Credits(microcredits: credits))
  }

  /// The one ceiling of the credit formula.
  @inline(__always)
  private static func ceilingQuotient(_ value: UInt128, _ divisor: UInt128) -> UInt128 {
    // Most costs are below 18 USD and most reduced divisors small: one 64-bit division then.
    if value <= UInt128(UInt64.max) && divisor <= UInt128(UInt64.max) {
      let (quotient, rest) = UInt64(truncatingIfNeeded: value).quotientAndRemainder(
        dividingBy: UInt64(truncatingIfNeeded: divisor))
      return UInt128(quotient) + (rest > 0 ? 1 : 0)
    }
    let (quotient, rest) = value.quotientAndRemainder(dividingBy: divisor)
    return quotient + (rest > 0 ? 1 : 0)
  }

  /// The band with the largest threshold below `totalInput`.
  @inline(__always)
  static func bandIndex(
    of totalInput: Int64, _ card: FlatCard, _ bands: UnsafeBufferPointer<FlatBand>
  ) -> Int {
    var index = Int(card.firstBand) &+ Int(card.bandCount) &- 1
    while bands[index].over >= totalInput && index > Int(card.firstBand) { index &-= 1 }
    return index
  }

  @inline(__always)
  private static func empty(
    _ index: Int32, _ disposition: RatedRecord.Disposition
  ) -> RatedRecord {
    RatedRecord(card: index, disposition: disposition, notionalCost: .zero, credits: .zero)
  }
}
