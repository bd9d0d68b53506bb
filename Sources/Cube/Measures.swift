import Ledger

/// The measures that are summed for a group of requests.
///
/// Every measure is an integer at a fixed scale, so groups add up in any order and a row is taken
/// out again by adding it with a negative sign.
///
/// Our cost, list revenue and revenue follow from these and from the dimensions; see `MoneyTotals`.
package struct Measures: Hashable, Sendable {
  /// The cost of the requests if every key were ours.
  package var notionalCost: Int128 = 0
  /// In microcredits; a sum may leave the range of `Credits`.
  package var credits: Int128 = 0
  package var recordedCost: Int128 = 0
  /// In microcredits.
  package var recordedCredits: Int128 = 0
  package var requests: Int64 = 0
  package var matched: Int64 = 0
  package var quantities = Quantities()
  package var rounding: Int64 = 0
  package var mismatched: Int64 = 0
  package var unpriced: Int64 = 0
  package var negativeMargin: Int64 = 0

  package init() {}

  /// Adds `other` and returns whether a sum left the range of Int64.
  mutating func add(_ other: Measures) -> Bool {
    let overflow = quantities.add(other.quantities, sign: 1)
    requests += other.requests
    notionalCost += other.notionalCost
    credits += other.credits
    recordedCost += other.recordedCost
    recordedCredits += other.recordedCredits
    matched += other.matched
    rounding += other.rounding
    mismatched += other.mismatched
    unpriced += other.unpriced
    negativeMargin += other.negativeMargin
    return overflow
  }

  /// Adds one row `sign` times (1 or -1) and returns whether a sum left the range of Int64.
  @inline(__always)
  package mutating func add(
    _ record: UsageRecord, _ rated: RatedRecord, _ outcome: ComparisonOutcome, sign: Int64
  ) -> Bool {
    let overflow = quantities.add(record.quantities, sign: sign)
    requests &+= sign
    func signed(_ value: Int128) -> Int128 { sign > 0 ? value : -value }
    if let cost = outcome.recordedCost { recordedCost += signed(cost.attodollars) }
    if let credits = record.recordedCredits {
      recordedCredits += signed(Int128(credits.microcredits))
    }
    if case .rated = rated.disposition {
      notionalCost += signed(rated.notionalCost.attodollars)
      credits += signed(Int128(rated.credits.microcredits))
      if outcome.hasNegativeMargin { negativeMargin &+= sign }
      switch outcome.comparison {
      case .mismatch: mismatched &+= sign
      case .rounding: rounding &+= sign
      case .matched: matched &+= sign
      case .notRecorded, .unpriced: break
      }
    } else {
      unpriced &+= sign
    }
    return overflow
  }
}

extension ComparisonOutcome {
  /// The comparison class of a rated request.
  ///
  /// It is mismatched if its cost or its credits are, else rounding if its cost is, else matched if
  /// anything was recorded.
  @inline(__always)
  var comparison: ComparisonClass {
    switch (cost, credits) {
    case (.mismatch, _), (_, .mismatch): .mismatch
    case (.rounding, _): .rounding
    case (.matched, _), (_, .matched): .matched
    default: .notRecorded
    }
  }
}
