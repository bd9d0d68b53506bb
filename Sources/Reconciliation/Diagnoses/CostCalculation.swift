import Ledger
import Pricing
import Rating

/// A way to reckon a request's cost: by which prices, which quantities, in which band.
package struct CostCalculation: Hashable, Sendable {
  var view: PriceView
  package var quantities: Quantities
  var band: BandChoice
  var hasFee = true
  /// The quantities that `class_dropped` removed.
  var leftOut = OmittedClass()
  /// Nil where one band's price counts for every token, as it should.
  var brackets: GraduatedTiers?

  /// The rule that selects the band.
  enum BandChoice: Hashable, Sendable {
    /// The band of this total input.
    case of(totalInput: Int64)
    /// The band with this index in the sheet.
    case at(Int)
  }

  /// The right way: everything in the band of the total input.
  init(_ quantities: Quantities, by view: PriceView) {
    self.quantities = quantities
    self.view = view
    band = .of(totalInput: quantities.totalInput)
  }

  /// The right way on a card: a sum of short requests is in the base band.
  init(_ quantities: Quantities, by view: PriceView, on card: RateCard) {
    self.init(quantities, by: view)
    if card.sumsShortRequests { band = .at(0) }
  }

  /// An index into the bands of `sheet`.
  func bandIndex(in sheet: CandidatePrices) -> Int {
    switch band {
    case .of(let totalInput): sheet.bandIndex(for: totalInput)
    case .at(let index): min(index, sheet.bands.count - 1)
    }
  }

  /// Returns the same reckoning with other quantities.
  func with(_ change: (inout Quantities) -> Void) -> CostCalculation {
    var changed = self
    change(&changed.quantities)
    return changed
  }

  /// Returns the same reckoning by other prices.
  func by(_ view: PriceView) -> CostCalculation {
    var changed = self
    changed.view = view
    return changed
  }

  /// The same in the band of its own total input, where `sheet` has another one for that.
  func banded(by sheet: CandidatePrices) -> CostCalculation? {
    guard case .of(let totalInput) = band, sheet.bands.count > 1, brackets == nil,
      sheet.bandIndex(for: totalInput) != sheet.bandIndex(for: quantities.totalInput)
    else { return nil }
    var changed = self
    changed.band = .of(totalInput: quantities.totalInput)
    return changed
  }
}

/// Bands taken for brackets: each token takes the price of the band into which it falls.
///
/// Which tokens come first is not known, and what output and the other classes take neither.
struct GraduatedTiers: Hashable, Sendable {
  /// The classes of the total input, those that fall into the lowest band first.
  let order: InputOrder
  /// True if classes other than input take the highest price reached, else the base price.
  let areOthersAbove: Bool

  enum InputOrder: CaseIterable {
    case cacheFirst, inputFirst, readsFirst, writesFirst

    var classes: [UnitClass] {
      switch self {
      case .cacheFirst: [.cacheRead, .cacheWrite5m, .cacheWrite1h, .input]
      case .inputFirst: [.input, .cacheRead, .cacheWrite5m, .cacheWrite1h]
      case .readsFirst: [.cacheRead, .input, .cacheWrite5m, .cacheWrite1h]
      case .writesFirst: [.cacheWrite5m, .cacheWrite1h, .input, .cacheRead]
      }
    }
  }

  /// The quantities in each band of `sheet`, up to that of the whole request.
  func parts(_ reckoning: CostCalculation, by sheet: CandidatePrices) -> [Quantities] {
    let top = reckoning.bandIndex(in: sheet)
    var parts = Array(repeating: Quantities(), count: top + 1)
    var before: Int64 = 0
    for unitClass in order.classes {
      let quantity = reckoning.quantities[unitClass]
      for band in 0...top {
        let start = max(before, sheet.bands[band].over ?? 0)
        let end = band == top ? before + quantity : sheet.bands[band + 1].over ?? 0
        parts[band][unitClass] = max(0, min(before + quantity, end) - start)
      }
      before += quantity
    }
    for unitClass in UnitClass.quantities where !order.classes.contains(unitClass) {
      parts[areOthersAbove ? top : 0][unitClass] = reckoning.quantities[unitClass]
    }
    return parts
  }
}

extension CostCalculation {
  /// One product of the sum: a quantity of a class at a price.
  package struct Term: Sendable {
    package let unitClass: UnitClass
    /// Seconds in nanoseconds.
    package let quantity: Int64
    package let price: FoundPrice
  }

  /// The products that make the cost by `sheet`, in the order of the classes, the fee last.
  package func terms(by sheet: CandidatePrices) -> [Term] {
    let own = bandIndex(in: sheet)
    let parts = brackets.map { Array($0.parts(self, by: sheet).enumerated()) }
    var terms: [Term] = []
    for (band, quantities) in parts ?? [(offset: own, element: quantities)] {
      for unitClass in UnitClass.quantities where quantities[unitClass] != 0 {
        guard let price = sheet.bands[band].prices[unitClass] else { continue }
        terms.append(Term(unitClass: unitClass, quantity: quantities[unitClass], price: price))
      }
    }
    if hasFee, let fee = sheet.fee {
      terms.append(Term(unitClass: .request, quantity: 1, price: fee))
    }
    return terms
  }

  /// The rows of the books behind those prices, each once.
  package func places(by sheet: CandidatePrices) -> [Place] {
    var places: [Place] = []
    for place in terms(by: sheet).flatMap(\.price.places) where !places.contains(place) {
      places.append(place)
    }
    return places
  }
}
