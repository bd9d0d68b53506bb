import Cube
import Ledger

/// What facts sum to: the measures of `facts.csv` in the order of its columns, then those that only the
/// database shows.
///
/// Sums have 128 bits, which no sum of facts leaves. There is no array in it, so that a line of facts
/// costs no memory of its own.
package struct FactMeasures {
  /// The first of them are the measures of `facts.csv`.
  package static let fileCount = 24
  /// Those and the loss of free plans are the measures of the table `fact`; `daily` has all.
  package static let factCount = 25
  package static let count = 27

  /// Each is a number × 10⁻ˢᶜᵃˡᵉ.
  private var values = InlineArray<27, Int128>(repeating: 0)

  package init() {}

  /// Makes them those of one fact, in place: they are too long to be copied for each.
  mutating func set(_ fact: borrowing Measures, _ money: MoneyTerms) {
    values[0] = Int128(fact.requests)
    let quantities = fact.quantities
    values[1] = Int128(quantities.input)
    values[2] = Int128(quantities.cacheRead)
    values[3] = Int128(quantities.cacheWrite5m)
    values[4] = Int128(quantities.cacheWrite1h)
    values[5] = Int128(quantities.output)
    values[6] = Int128(quantities.reasoning)
    values[7] = Int128(quantities.audioInput)
    values[8] = Int128(quantities.audioOutput)
    values[9] = Int128(quantities.images)
    values[10] = Int128(quantities.searches)
    values[11] = Int128(quantities.nanoseconds)
    let cost = fact.notionalCost
    values[12] = money.isBYOK ? 0 : cost
    values[13] = cost
    values[14] = fact.credits
    let list = money.worth(ofMicrocredits: fact.credits).attodollars
    values[15] = list
    values[17] = fact.recordedCost
    values[18] = fact.recordedCredits
    values[19] = Int128(fact.matched)
    values[20] = Int128(fact.rounding)
    values[21] = Int128(fact.mismatched)
    values[22] = Int128(fact.unpriced)
    values[23] = Int128(fact.negativeMargin)
    let isFree = money.terms.isFree
    let target = isFree ? nil : money.terms.targetMargin
    values[16] = isFree ? 0 : list
    values[24] = isFree && !money.isBYOK ? cost : 0
    values[25] = target == nil ? 0 : list
    values[26] = target.map { list * Int128($0.millionths) } ?? 0
  }

  /// One of them.
  package subscript(index: Int) -> Int128 {
    @inline(__always) get { values[index] }
  }

  /// The decimals of each; counts have none.
  package static let scales: [Int] =
    [0] + UnitClass.quantities.map { $0 == .second ? 9 : 0 } + [
      Money.decimals, Money.decimals, Credits.decimals, Money.decimals, Money.decimals,
      Money.decimals, Credits.decimals, 0, 0, 0, 0, 0, Money.decimals, Money.decimals,
      Money.decimals + Percent.decimals + 2,
    ]

  /// Adds a fact.
  package mutating func add(_ fact: borrowing Measures, _ money: MoneyTerms) {
    var other = FactMeasures()
    other.set(fact, money)
    for index in 0..<FactMeasures.count { values[index] += other.values[index] }
  }
}
