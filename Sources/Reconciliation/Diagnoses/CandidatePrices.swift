import Ledger
import Pricing
import Rating

/// The prices of one model, service tier and region during one stretch of time, laid out to be tried out; held once
/// for all that is reckoned by it.
package final class CandidatePrices: Sendable {
  package let validity: Validity
  /// The base band first, then by ascending threshold.
  package let bands: [Band]
  /// The fee of each request besides its units; nil if there is none.
  package let fee: FoundPrice?

  /// The prices for requests whose total input is above a threshold.
  package struct Band: Sendable {
    /// Nil is the base band.
    package let over: Int64?
    package let prices: ClassPrices
    /// The same by class, in attodollars; bit n of `priced` is set where class n has one.
    fileprivate let perUnit: InlineArray<14, Int128>
    fileprivate let priced: UInt32
    /// The classes that take their price from one row of the book, for each row that several do.
    let derivedTogether: [[UnitClass]]
  }

  private init(validity: Validity, bands: [Band], fee: FoundPrice?) {
    self.validity = validity
    self.bands = bands
    self.fee = fee
  }

  /// Makes the sheet of `card`; nil where its model has no price.
  convenience init?(_ card: RateCard) {
    guard case .priced(let bands, let fee) = card.pricing else { return nil }
    self.init(validity: card.validity, bands: bands.map(Band.init), fee: fee)
  }

  /// True if the other sheet states the same, by the same rows, at another time.
  func isSame(as other: CandidatePrices) -> Bool {
    validity.to == other.validity.from && fee == other.fee && bands.count == other.bands.count
      && zip(bands, other.bands).allSatisfy { $0.over == $1.over && $0.prices == $1.prices }
  }

  /// The same prices until another instant.
  func lasting(until end: Instant) -> CandidatePrices {
    CandidatePrices(
      validity: Validity(from: validity.from, to: end), bands: bands, fee: fee)
  }

  /// The band with the largest threshold below `totalInput`.
  func bandIndex(for totalInput: Int64) -> Int {
    // Most sheets have one band, and what cannot be the last index is the first.
    var index = bands.count - 1
    while index > 0 && (bands[index].over ?? -1) >= totalInput { index -= 1 }
    return index
  }

  /// Returns what `reckoning` comes to; nil where a class has no price or the cost does not fit.
  func cost(_ reckoning: CostCalculation) -> Money? {
    var sum: Int128 = 0
    if let brackets = reckoning.brackets {
      for (band, quantities) in brackets.parts(reckoning, by: self).enumerated() {
        guard let part = cost(quantities, in: band) else { return nil }
        sum += part
      }
    } else {
      guard let whole = cost(reckoning.quantities, in: reckoning.bandIndex(in: self)) else {
        return nil
      }
      sum = whole
    }
    if reckoning.hasFee, let fee { sum += fee.perUnit.attodollars }
    return sum <= Money.totalLimit.attodollars ? Money(attodollars: sum) : nil
  }

  /// Returns the cost of one class in a calculation of a cost in the indexed band, in attodollars.
  ///
  /// It is 0 for seconds, from whose price none is derived.
  func cost(of unitClass: UnitClass, in band: Int, _ reckoning: CostCalculation) -> Int128 {
    unitClass == .second
      ? 0
      : bands[band].perUnit[unitClass.rawValue] * Int128(reckoning.quantities[unitClass])
  }

  /// Calls `body` with each product of a reckoning's cost, as `CostCalculation.terms` has them: a class, its quantity, seconds
  /// in nanoseconds, and its price.
  func forEachProduct(of reckoning: CostCalculation, _ body: (UnitClass, Int64, Money) -> Void) {
    guard reckoning.brackets == nil else {
      for term in reckoning.terms(by: self) {
        body(term.unitClass, term.quantity, term.price.perUnit)
      }
      return
    }
    forEachQuantity(of: reckoning, body)
    if reckoning.hasFee, let fee { body(.request, 1, fee.perUnit) }
  }

  /// Calls `body` with each class that a reckoning in one band has a quantity and a price of.
  @inline(__always)
  func forEachQuantity(of reckoning: CostCalculation, _ body: (UnitClass, Int64, Money) -> Void) {
    let index = reckoning.bandIndex(in: self)
    bands.withUnsafeBufferPointer { bands in
      func take(_ quantity: Int64, _ unitClass: UnitClass) {
        let bit: UInt32 = 1 << UInt32(unitClass.rawValue)
        if quantity == 0 || bands[index].priced & bit == 0 { return }
        body(unitClass, quantity, Money(attodollars: bands[index].perUnit[unitClass.rawValue]))
      }
      let quantities = reckoning.quantities
      take(quantities.input, .input)
      take(quantities.cacheRead, .cacheRead)
      take(quantities.cacheWrite5m, .cacheWrite5m)
      take(quantities.cacheWrite1h, .cacheWrite1h)
      take(quantities.output, .output)
      take(quantities.reasoning, .reasoning)
      take(quantities.audioInput, .audioInput)
      take(quantities.audioOutput, .audioOutput)
      take(quantities.images, .image)
      take(quantities.searches, .search)
      take(quantities.nanoseconds, .second)
      take(quantities.imageInput, .imageInput)
      take(quantities.imageOutput, .imageOutput)
      take(quantities.audioCacheRead, .audioCacheRead)
    }
  }

  private func cost(_ quantities: Quantities, in index: Int) -> Int128? {
    bands.withUnsafeBufferPointer { bands in
      var sum: Int128 = 0
      var isKnown = true
      func add(_ quantity: Int64, _ unitClass: UnitClass) {
        if quantity == 0 || !isKnown { return }
        guard let part = bands[index].cost(of: quantity, unitClass) else {
          isKnown = false
          return
        }
        sum += part
      }
      // Class by class in their order: a list of them would be gone through for every reckoning.
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
      add(quantities.nanoseconds, .second)
      add(quantities.imageInput, .imageInput)
      add(quantities.imageOutput, .imageOutput)
      add(quantities.audioCacheRead, .audioCacheRead)
      return isKnown ? sum : nil
    }
  }
}

extension CandidatePrices.Band {
  /// Returns the cost of a quantity, in attodollars.
  ///
  /// Nil if the class has no price or the cost does not fit.
  @inline(__always)
  fileprivate func cost(of quantity: Int64, _ unitClass: UnitClass) -> Int128? {
    if priced & (1 << UInt32(unitClass.rawValue)) == 0 { return nil }
    let (product, overflow) = perUnit[unitClass.rawValue]
      .multipliedReportingOverflow(by: Int128(quantity))
    if overflow { return nil }
    guard unitClass == .second else { return product }
    let (whole, rest) = product.quotientAndRemainder(
      dividingBy: Int128(Quantities.nanosecondsPerSecond))
    return rest == 0 ? whole : nil
  }

  fileprivate init(_ band: RateCard.Band) {
    over = band.over
    prices = band.prices
    var perUnit = InlineArray<14, Int128>(repeating: 0)
    var priced: UInt32 = 0
    for (unitClass, price) in band.prices.priced where unitClass != .request {
      perUnit[unitClass.rawValue] = price.perUnit.attodollars
      priced |= 1 << UInt32(unitClass.rawValue)
    }
    self.perUnit = perUnit
    self.priced = priced
    // Those of images and of cached audio may be other classes' prices, and none derived from them.
    let others: Set<UnitClass> = [.imageInput, .audioCacheRead]
    let quoted = UnitClass.quantities.filter {
      band.prices[$0]?.places.first != nil && !others.contains($0)
    }
    derivedTogether = Dictionary(grouping: quoted) { band.prices[$0]?.places.first }.values
      .filter { $0.count > 1 }.sorted { $0[0].rawValue < $1[0].rawValue }
  }
}
