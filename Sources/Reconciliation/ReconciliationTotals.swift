import Ledger
import Rating

/// The number of requests in each class of comparison, with their recorded and expected sums.
///
/// Sums of integers: totals of parts of a ledger add up to those of the whole, in any order, and a
/// row is reversed by adding it with a negative sign.
package struct ReconciliationTotals: Hashable, Sendable {
  /// One per class in the order of `ComparisonClass.allCases`; money at the ledger's own scale.
  package internal(set) var cost = Array(repeating: Sums(), count: ComparisonClass.allCases.count)
  /// The same for credits, in microcredits.
  package internal(set) var credits = Array(
    repeating: Sums(), count: ComparisonClass.allCases.count)
  /// Recorded above expected credits, summed over mismatched rows, in microcredits.
  package internal(set) var overcharged: Int128 = 0
  /// Expected above recorded credits, likewise.
  package internal(set) var undercharged: Int128 = 0
  /// The value of overcharged credits, each row at its own credit value, in attodollars.
  ///
  /// Nil if the sum exceeds 1.7 × 10²⁰ USD, which `hasOverflowed` reports.
  package internal(set) var overchargedWorth: Int128? = 0
  /// The same of the undercharged credits.
  package internal(set) var underchargedWorth: Int128? = 0
  /// True if wrong charges, either way, exceed 1.7 × 10²⁰ USD: the sums are unusable.
  package var hasOverflowed: Bool { checkedSum(overchargedWorth, underchargedWorth) == nil }
  /// The number of overcharged rows, and of undercharged rows.
  package internal(set) var overchargedRows: Int64 = 0
  package internal(set) var underchargedRows: Int64 = 0

  /// Requests with a price whose status is not charged and which record no credits: whether they were charged is not known.
  package internal(set) var silentFailures = SilentFailures()
  /// The number of requests whose status is not charged, for which no credits above 0 are recorded and whose vendor
  /// cost to us is above 0.
  package internal(set) var costlyFailures: Int64 = 0

  /// The number of recorded costs in a currency that cannot be converted, and so were not compared.
  package internal(set) var unconverted: Int64 = 0
  /// The part of them whose requests have no price.
  var unconvertedUnpriced: Int64 = 0
  /// The part of them whose requests have a price.
  package var unconvertedPriced: Int64 { unconverted - unconvertedUnpriced }
  /// The expected cost of that part.
  var unconvertedExpected: Int128 = 0

  package init() {}

  /// The number and the vendor cost, in attodollars, of requests that are not charged by the settings.
  package struct SilentFailures: Hashable, Sendable {
    package internal(set) var requests: Int64 = 0
    package internal(set) var cost: Int128 = 0
    /// The number of those whose cost is above 0.
    package internal(set) var costly: Int64 = 0

    fileprivate mutating func add(_ other: SilentFailures) {
      requests += other.requests
      cost += other.cost
      costly += other.costly
    }
  }

  /// One class: how many requests, and the sums of the sides that are known.
  package struct Sums: Hashable, Sendable {
    package var requests: Int64 = 0
    package var recorded: Int128 = 0
    package var expected: Int128 = 0
    /// Recorded less expected, over the rows that have both.
    package var difference: Int128 = 0

    package init() {}

    @inline(__always)
    mutating func add(recorded: Int128?, expected: Int128?, sign: Int64) {
      requests += sign
      if let recorded { self.recorded += sign > 0 ? recorded : -recorded }
      guard let expected else { return }
      self.expected += sign > 0 ? expected : -expected
      if let recorded { difference += sign > 0 ? recorded - expected : expected - recorded }
    }

    /// Adds `rows` rows, of which both sides come to `amount` together; below 0 removes them.
    mutating func add(rows: Int64, both amount: Int128) {
      requests += rows
      recorded += amount
      expected += amount
    }

    /// Takes requests out of which only the expected side is known.
    fileprivate mutating func remove(requests: Int64, expected: Int128) {
      self.requests -= requests
      self.expected -= expected
    }

    /// Adds the same class of another part of the ledger.
    package mutating func add(_ other: Sums) {
      requests += other.requests
      recorded += other.recorded
      expected += other.expected
      difference += other.difference
    }
  }

  /// Adds the mismatched credits of one row `sign` times (1 or -1).
  mutating func addMismatch(
    recorded: Credits, expected: Credits, creditValue: CreditValue, sign: Int64
  ) {
    let (recorded, expected) = (Int128(recorded.microcredits), Int128(expected.microcredits))
    let worth = abs(recorded - expected) * creditValue.attodollarsPerMicrocredit * Int128(sign)
    if recorded > expected {
      overcharged += (recorded - expected) * Int128(sign)
      overchargedWorth = checkedSum(overchargedWorth, worth)
      overchargedRows += sign
    } else {
      undercharged += (expected - recorded) * Int128(sign)
      underchargedWorth = checkedSum(underchargedWorth, worth)
      underchargedRows += sign
    }
  }

  /// Adds the sums of a block of rows.
  mutating func add(_ block: BlockSums) {
    for index in cost.indices {
      cost[index].add(block.cost[index])
      credits[index].add(block.credits[index])
    }
  }

  /// Counts a recorded cost that cannot be converted `sign` times.
  ///
  /// - Parameter expected: nil where the request has no price.
  fileprivate mutating func addUnconverted(expected: Money?, sign: Int64) {
    unconverted += sign
    if let expected {
      unconvertedExpected += Int128(sign) * expected.attodollars
    } else {
      unconvertedUnpriced += sign
    }
  }

  /// Adds a request without recorded credits that is not charged, `sign` times.
  fileprivate mutating func addSilentFailure(_ cost: Money, sign: Int64) {
    silentFailures.requests += sign
    silentFailures.cost += Int128(sign) * cost.attodollars
    if cost > .zero { silentFailures.costly += sign }
  }

  /// Counts more requests whose status is not charged and that cost us something.
  fileprivate mutating func addCostlyFailures(_ number: Int64) { costlyFailures += number }

  /// Adds the totals of another part of the ledger.
  package mutating func add(_ other: ReconciliationTotals) {
    for index in cost.indices {
      cost[index].add(other.cost[index])
      credits[index].add(other.credits[index])
    }
    overcharged += other.overcharged
    undercharged += other.undercharged
    overchargedWorth = checkedSum(overchargedWorth, other.overchargedWorth)
    underchargedWorth = checkedSum(underchargedWorth, other.underchargedWorth)
    overchargedRows += other.overchargedRows
    underchargedRows += other.underchargedRows
    unconverted += other.unconverted
    unconvertedUnpriced += other.unconvertedUnpriced
    unconvertedExpected += other.unconvertedExpected
    silentFailures.add(other.silentFailures)
    costlyFailures += other.costlyFailures
  }

  /// Requests with a price and without a recorded cost, and those whose recorded cost cannot be converted: both are in the
  /// class `notRecorded`.
  package var costsWithoutUSD: (notRecorded: Sums, unconverted: Sums) {
    var (rest, part) = (self[cost: .notRecorded], Sums())
    (part.requests, part.expected) = (unconvertedPriced, unconvertedExpected)
    rest.remove(requests: part.requests, expected: part.expected)
    return (rest, part)
  }

  package subscript(cost comparison: ComparisonClass) -> Sums { cost[comparison.index] }

  package subscript(credits comparison: ComparisonClass) -> Sums { credits[comparison.index] }
}

/// The sum of two amounts; nil where one is not known or the sum does not fit.
private func checkedSum(_ left: Int128?, _ right: Int128?) -> Int128? {
  guard let left, let right else { return nil }
  let (sum, overflow) = left.addingReportingOverflow(right)
  return overflow ? nil : sum
}

extension ComparisonClass {
  fileprivate var index: Int { Int(rawValue) }
}

/// The sums of a block of rows, one per class of comparison, without a list to look after.
struct BlockSums {
  var cost = InlineArray<5, ReconciliationTotals.Sums>(repeating: ReconciliationTotals.Sums())
  var credits = InlineArray<5, ReconciliationTotals.Sums>(repeating: ReconciliationTotals.Sums())
}

extension Reconciler {
  /// Adds every row of a block that `rater` rated to `totals`, `sign` times.
  package func total(
    _ records: [UsageRecord], _ rated: [RatedRecord], _ outcomes: [ComparisonOutcome],
    by rater: Rater,
    into totals: inout ReconciliationTotals, sign: Int64
  ) {
    var sums = BlockSums()
    // Both sides of nearly every row are the same: those are summed apart.
    var matched = (cost: Int128(0), costRows: Int64(0), credits: Int128(0), creditRows: Int64(0))
    var costlyFailures: Int64 = 0
    for index in records.indices {
      let (cost, credits) = (outcomes[index].cost, outcomes[index].credits)
      // Few requests are charged nothing: only their terms are looked at.
      if rated[index].credits == .zero, rated[index].notionalCost > .zero,
        isCostlyFailure(records[index].recordedCredits, rater.terms[Int(rated[index].card)])
      {
        costlyFailures += sign
      }
      if case .matched = cost {
        matched.cost += outcomes[index].expectedAtScale.attodollars
        matched.costRows += 1
      }
      if case .matched = credits {
        matched.credits += Int128(rated[index].credits.microcredits)
        matched.creditRows += 1
      }
      if case (.matched, .matched) = (cost, credits) { continue }
      addOdd(
        records[index], rated[index], outcomes[index], by: rater, to: &sums, &totals, sign: sign)
    }
    let place = ComparisonClass.matched.index
    sums.cost[place].add(rows: sign * matched.costRows, both: Int128(sign) * matched.cost)
    sums.credits[place].add(rows: sign * matched.creditRows, both: Int128(sign) * matched.credits)
    totals.add(sums)
    totals.addCostlyFailures(costlyFailures)
  }

  /// Returns whether a request with a cost at vendor prices costs us that, and was not charged.
  private func isCostlyFailure(_ recorded: Credits?, _ terms: CompactRateCardTerms) -> Bool {
    !terms.isCharged && !terms.isBYOK && recorded ?? .zero <= .zero
  }

  /// Adds the sides of a row that are not known to be the same.
  private func addOdd(
    _ record: UsageRecord, _ rated: RatedRecord, _ outcome: ComparisonOutcome, by rater: Rater,
    to sums: inout BlockSums, _ totals: inout ReconciliationTotals, sign: Int64
  ) {
    let isRated = if case .rated = rated.disposition { true } else { false }
    if outcome.cost != .matched {
      sums.cost[outcome.cost.index].add(
        recorded: outcome.recordedCost.map { atLedgerScale($0).attodollars },
        expected: isRated ? outcome.expectedAtScale.attodollars : nil, sign: sign)
    }
    if record.recordedCost != nil, outcome.recordedCost == nil {
      totals.addUnconverted(expected: isRated ? outcome.expectedAtScale : nil, sign: sign)
    }
    if case .matched = outcome.credits { return }
    let expected = isRated ? rated.credits : nil
    if case .notRecorded = outcome.credits, expected == .zero {
      let terms = rater.terms[Int(rated.card)]
      if !terms.isCharged { totals.addSilentFailure(terms.vendorCost(rated), sign: sign) }
    }
    sums.credits[outcome.credits.index].add(
      recorded: record.recordedCredits.map { Int128($0.microcredits) },
      expected: expected.map { Int128($0.microcredits) }, sign: sign)
    // What a refund gives back was charged before.
    if case .mismatch = outcome.credits, !record.isRefund, let recorded = record.recordedCredits,
      let expected
    {
      totals.addMismatch(
        recorded: recorded, expected: expected,
        creditValue: rater.terms[Int(rated.card)].creditValue, sign: sign)
    }
  }
}
