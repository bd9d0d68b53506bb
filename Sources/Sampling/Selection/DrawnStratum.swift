import Ledger

/// A stratum of the population, and the requests that were drawn of it.
package struct DrawnStratum: Hashable, Sendable {
  package let stratum: SamplePlan.Stratum
  /// All requests of the stratum.
  package let requests: Int64
  /// Those with a cost above 0, which alone can be drawn by amount.
  package let costing: Int64
  /// Those without a price.
  package let unpriced: Int64
  /// The sum of the costs above 0, at vendor prices.
  package let cost: Money
  /// The start as a fraction of the interval, in 2⁻³²; nil unless it was drawn by amount.
  package let start: UInt128?
  /// In the order of their ranks.
  package let units: [Unit]

  /// A drawn request.
  package struct Unit: Hashable, Sendable {
    package let id: Name
    /// At vendor prices.
    package let cost: Money
    /// The number of hits in it; 1 unless it was drawn by amount.
    package let hits: Int
  }

  /// The cost of the requests with a price; nil where the stratum has requests and none has a price.
  package var knownCost: Money? { requests > 0 && unpriced == requests ? nil : cost }

  /// The interval in attodollars, cut off; nil unless it was drawn by amount.
  package var interval: Money? {
    guard start != nil, let size = stratum.size else { return nil }
    return Money(attodollars: cost.attodollars / Int128(size))
  }

  /// The first hit in attodollars, cut off; nil unless it was drawn by amount.
  package var firstHit: Money? {
    guard let start, let size = stratum.size else { return nil }
    return Money(
      attodollars: Int128(SampleDraw.position(0, cost: cost, size: size, start: start)))
  }

  /// The number of requests, or the multiple of its cost, that a drawn request represents, in 10⁻⁶, cut off.
  package func weight(of unit: Unit) -> Int128 {
    guard let interval else {
      return Int128(requests) * 1_000_000 / Int128(max(1, units.count))
    }
    if unit.cost.attodollars >= interval.attodollars { return 1_000_000 }
    let product = UInt128(interval.attodollars).multipliedFullWidth(by: 1_000_000)
    return Int128(UInt128(unit.cost.attodollars).dividingFullWidth(product).quotient)
  }
}
