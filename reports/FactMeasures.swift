import Cube
import Ledger

/// The sums of facts: measures of `facts.csv` in column order, then those only in the database.
///
/// Sums have 128 bits, which no sum of facts leaves. They lie in memory of their own, because they are too
/// long to be copied for each look at one of them.
package struct FactMeasures: ~Copyable {
  /// The first of them are the measures of `facts.csv`; those and the loss of free plans are the measures of
  /// the table `fact`, and `daily` has all.
  package static let fileCount = 30
  package static let count = 35

  /// Each is a number × 10⁻ˢᶜᵃˡᵉ.
  private let values = UnsafeMutablePointer<Int128>.allocate(capacity: count)

  /// Makes them all zero.
  package init() { values.initialize(repeating: 0, count: FactMeasures.count) }

  deinit { values.deallocate() }

  /// Makes them those of one fact without gaps.
  @inline(__always)
  mutating func set(_ fact: borrowing Measures, _ money: MoneyTerms) {
    FactMeasures.forEach(of: fact, money) { values[$0] = $1 }
    for gap in FactMeasures.costsNotRecorded...FactMeasures.creditsNotRecorded { values[gap] = 0 }
  }

  /// Adds the requests of a fact that the recorded sums lack.
  package mutating func add(_ gaps: RecordedFigureGaps) {
    values[FactMeasures.costsNotRecorded] += Int128(gaps.costs)
    values[FactMeasures.costsNotConverted] += Int128(gaps.unconverted)
    values[FactMeasures.creditsNotRecorded] += Int128(gaps.credits)
  }

  /// Adds a fact without its gaps.
  package mutating func add(_ fact: borrowing Measures, _ money: MoneyTerms) {
    FactMeasures.forEach(of: fact, money) { values[$0] += $1 }
  }

  /// One of them.
  package subscript(index: Int) -> Int128 {
    @inline(__always) get {
      precondition(index < FactMeasures.count, "the index is a measure")
      return values[index]
    }
  }

  /// The decimals of each; counts have none.
  package static let scales: [Int] =
    [0] + UnitClass.columnsTogether.map { $0.quantityDecimals } + [
      Money.decimals, Money.decimals, Credits.decimals, Money.decimals, Money.decimals,
      Money.decimals, Credits.decimals, 0, 0, 0, 0, 0,
    ] + UnitClass.columnsAtEnd.map { $0.quantityDecimals } + [
      0, 0, 0,
      Money.decimals, Money.decimals, Money.decimals + Percent.decimals + 2, 0, Credits.decimals,
    ]

  /// The index of the revenue of paid plans.
  package static let revenue = 16
  /// The indexes of the recorded cost and the recorded credits.
  package static let recordedCost = 17, recordedCredits = 18
  /// The index of the number of requests without a price.
  package static let unpriced = 22
  /// The index of the number of requests that earned less than they cost.
  package static let negativeMargin = 23
  /// The measures that are not known if no request has a price: costs at vendor prices.
  package static let costs: Set<Int> = [12, 13]
  /// Further measures that are not known if nothing is sold.
  ///
  /// They are credits, their value, and the free-tier loss.
  package static let sales: Set<Int> = [
    14, 15, revenue, freeTierLoss, targetedRevenue, targetMargin, freeCredits,
  ]
  /// The indexes of the numbers of requests that the recorded sums lack.
  package static let costsNotRecorded = 27, costsNotConverted = 28, creditsNotRecorded = 29
  /// The index of the vendor cost of free plans.
  package static let freeTierLoss = 30
  /// The index of the revenue of plans that state a target margin.
  private static let targetedRevenue = 31
  /// The index of the margin at which that revenue meets its targets.
  private static let targetMargin = 32
  /// The index of the requests of free plans.
  package static let freeRequests = 33
  /// The index of the credits of free plans.
  package static let freeCredits = 34

  /// Passes each measure of a fact but its gaps on with its place.
  @inline(__always)
  private static func forEach(
    of fact: borrowing Measures, _ money: MoneyTerms, _ put: (Int, Int128) -> Void
  ) {
    put(0, Int128(fact.requests))
    put(1, Int128(fact.quantities.input))
    put(2, Int128(fact.quantities.cacheRead))
    put(3, Int128(fact.quantities.cacheWrite5m))
    put(4, Int128(fact.quantities.cacheWrite1h))
    put(5, Int128(fact.quantities.output))
    put(6, Int128(fact.quantities.reasoning))
    put(7, Int128(fact.quantities.audioInput))
    put(8, Int128(fact.quantities.audioOutput))
    put(9, Int128(fact.quantities.images))
    put(10, Int128(fact.quantities.searches))
    put(11, Int128(fact.quantities.nanoseconds))
    let cost = fact.notionalCost
    let list = money.worth(ofMicrocredits: fact.credits).attodollars
    let isFree = money.terms.isFree
    put(12, money.isBYOK ? 0 : cost)
    put(13, cost)
    put(14, fact.credits)
    put(15, list)
    put(revenue, isFree ? 0 : list)
    put(recordedCost, fact.recordedCost)
    put(recordedCredits, fact.recordedCredits)
    put(19, Int128(fact.matched))
    put(20, Int128(fact.rounding))
    put(21, Int128(fact.mismatched))
    put(unpriced, Int128(fact.unpriced))
    put(negativeMargin, Int128(fact.negativeMargin))
    put(24, Int128(fact.quantities.imageInput))
    put(25, Int128(fact.quantities.imageOutput))
    put(26, Int128(fact.quantities.audioCacheRead))
    put(freeTierLoss, isFree && !money.isBYOK ? cost : 0)
    let target = isFree ? nil : money.terms.targetMargin
    put(targetedRevenue, target == nil ? 0 : list)
    put(targetMargin, target.map { list * Int128($0.millionths) } ?? 0)
    put(freeRequests, isFree ? Int128(fact.requests) : 0)
    put(freeCredits, isFree ? fact.credits : 0)
  }
}
