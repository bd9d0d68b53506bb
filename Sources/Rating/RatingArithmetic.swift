import Ledger

/// The arithmetic of one row: exact, on integers, with one rounding at the end.
enum RatingArithmetic {
  /// Returns what a request costs and is charged on a card.
  ///
  /// Nothing here can overflow: a quantity is at most 10¹² (10¹⁸ nanoseconds) and a price at most
  /// 10²⁴ attodollars, so a class costs below 10³⁶ (10⁴² is refused first), and a cost above 10²⁹ is
  /// refused before it meets a multiplier of at most 10⁹ millionths.
  ///
  /// Row and card are given by where they lie: of values all would be copied, of which a part is looked at.
  @inline(__always)
  static func rate(
    _ record: UnsafePointer<UsageRecord>, card index: Int32, _ card: UnsafePointer<FlatCard>,
    _ bands: UnsafeBufferPointer<FlatBand>, _ prices: UnsafeBufferPointer<UInt128>
  ) -> RatedRecord {
    guard card.pointee.bandCount > 0 else { return empty(index, .unpriced) }
    let band = bandIndex(
      of: record.pointee.quantities.totalInput, first: card.pointee.firstBand,
      count: card.pointee.bandCount, bands)
    let units: Units
    if record.pointee.quantities.hasOnlyTextTokens, bands[band].hasTextPrices {
      let isPriced = classesUsed(record) & ~bands[band].priced == 0
      units = Units(
        cost: cost(record, bands[band].text), disposition: isPriced ? .rated : .unpriced)
    } else {
      units = costOfAnything(
        record.pointee.quantities, bands[band].priced,
        UnsafeBufferPointer(rebasing: prices[Int(bands[band].firstPrice)...]))
    }
    guard case .rated = units.disposition else { return empty(index, units.disposition) }
    return charged(card.pointee.fee + units.cost, index, card)
  }

  /// The cost of the units of a request, without a request fee, if they have a cost.
  private struct Units {
    let cost: UInt128
    let disposition: RatedRecord.Disposition
  }

  /// Bit n is set when the request has tokens of text of class n.
  @inline(__always)
  private static func classesUsed(_ record: UnsafePointer<UsageRecord>) -> UInt32 {
    // Without a question for each: which classes a request uses is as good as random.
    @inline(__always) func bit(_ quantity: Int64, _ unitClass: UnitClass) -> UInt32 {
      (quantity == 0 ? 0 : 1) &<< UInt32(unitClass.rawValue)
    }
    return bit(record.pointee.quantities.input, .input)
      | bit(record.pointee.quantities.cacheRead, .cacheRead)
      | bit(record.pointee.quantities.cacheWrite5m, .cacheWrite5m)
      | bit(record.pointee.quantities.cacheWrite1h, .cacheWrite1h)
      | bit(record.pointee.quantities.output, .output)
      | bit(record.pointee.quantities.reasoning, .reasoning)
  }

  /// Returns the cost of text tokens.
  @inline(__always)
  private static func cost(
    _ record: UnsafePointer<UsageRecord>, _ prices: FlatBand.TextPrices
  ) -> UInt128 {
    @inline(__always) func product(_ quantity: Int64, _ price: UInt64) -> UInt128 {
      let full = UInt64(bitPattern: quantity).multipliedFullWidth(by: price)
      return UInt128(full.high) << 64 | UInt128(full.low)
    }
    return product(record.pointee.quantities.input, prices.input)
      + product(record.pointee.quantities.cacheRead, prices.cacheRead)
      + product(record.pointee.quantities.cacheWrite5m, prices.cacheWrite5m)
      + product(record.pointee.quantities.cacheWrite1h, prices.cacheWrite1h)
      + product(record.pointee.quantities.output, prices.output)
      + product(record.pointee.quantities.reasoning, prices.reasoning)
  }

  /// The same of any classes, at any prices: `prices` are those of the band.
  @inline(never)
  private static func costOfAnything(
    _ quantities: Quantities, _ priced: UInt32, _ prices: UnsafeBufferPointer<UInt128>
  ) -> Units {
    var cost: UInt128 = 0
    var needed: UInt32 = 0
    // One class after another in words: a loop would ask for each which one it is.
    @inline(__always) func add(_ quantity: Int64, _ unitClass: UnitClass) {
      if quantity == 0 { return }
      needed |= 1 &<< UInt32(unitClass.rawValue)
      cost += prices[unitClass.rawValue] * UInt128(quantity)
    }
    add(quantities.input, .input)
    add(quantities.cacheRead, .cacheRead)
    add(quantities.cacheWrite5m, .cacheWrite5m)
    add(quantities.cacheWrite1h, .cacheWrite1h)
    add(quantities.output, .output)
    add(quantities.reasoning, .reasoning)
    add(quantities.audioInput, .audioInput)
    add(quantities.audioOutput, .audioOutput)
    add(quantities.images, .image)
    add(quantities.searches, .search)
    add(quantities.imageInput, .imageInput)
    add(quantities.imageOutput, .imageOutput)
    add(quantities.audioCacheRead, .audioCacheRead)
    let second = UnitClass.second.rawValue
    if quantities.nanoseconds != 0 { needed |= 1 &<< UInt32(second) }
    if needed & ~priced != 0 { return Units(cost: 0, disposition: .unpriced) }
    if quantities.nanoseconds != 0 {
      let (product, overflow) = prices[second].multipliedReportingOverflow(
        by: UInt128(quantities.nanoseconds))
      if overflow { return Units(cost: 0, disposition: .tooLarge) }
      let (whole, rest) = product.quotientAndRemainder(
        dividingBy: UInt128(Quantities.nanosecondsPerSecond))
      if rest != 0 { return Units(cost: 0, disposition: .inexact) }
      cost += whole
    }
    return Units(cost: cost, disposition: .rated)
  }

  @inline(__always)
  private static func charged(
    _ cost: UInt128, _ index: Int32, _ card: UnsafePointer<FlatCard>
  ) -> RatedRecord {
    if cost > UInt128(Money.totalLimit.attodollars) { return empty(index, .tooLarge) }
    var credits: Int64 = 0
    if card.pointee.isCharged {
      guard let steps = steps(for: cost, card), steps <= card.pointee.stepLimit else {
        return empty(index, .tooLarge)
      }
      credits = Int64(steps) * card.pointee.increment
    }
    return RatedRecord(
      card: index, disposition: .rated, notionalCost: Money(attodollars: Int128(cost)),
      credits: Credits(microcredits: credits))
  }

  /// Returns the number of increments of a cost, by the one ceiling of the credit formula.
  ///
  /// Nil if 64 bits do not hold them.
  @inline(__always)
  private static func steps(for cost: UInt128, _ card: UnsafePointer<FlatCard>) -> UInt64? {
    // Most costs are below 18 USD, and most reduced factors small: one division of 64 bits then.
    if let cost = UInt64(exactly: cost), card.pointee.denominator != 0 {
      let (value, overflow) = cost.multipliedReportingOverflow(by: card.pointee.numerator)
      if !overflow {
        let (quotient, rest) = value.quotientAndRemainder(dividingBy: card.pointee.denominator)
        return quotient + (rest > 0 ? 1 : 0)
      }
    }
    return wideSteps(for: cost, card.pointee.wide.numerator, card.pointee.wide.denominator)
  }

  /// The same of any size.
  @inline(never)
  private static func wideSteps(
    for cost: UInt128, _ numerator: UInt128, _ denominator: UInt128
  ) -> UInt64? {
    let (quotient, rest) = (cost * numerator).quotientAndRemainder(dividingBy: denominator)
    return UInt64(exactly: quotient + (rest > 0 ? 1 : 0))
  }

  /// The band with the largest threshold below `totalInput`, of `count` from `first` on.
  @inline(__always)
  static func bandIndex(
    of totalInput: Int64, first: Int32, count: Int32, _ bands: UnsafeBufferPointer<FlatBand>
  ) -> Int {
    var index = Int(first) &+ Int(count) &- 1
    while bands[index].over >= totalInput && index > Int(first) { index &-= 1 }
    return index
  }

  @inline(__always)
  private static func empty(
    _ index: Int32, _ disposition: RatedRecord.Disposition
  ) -> RatedRecord {
    RatedRecord(card: index, disposition: disposition, notionalCost: .zero, credits: .zero)
  }
}
