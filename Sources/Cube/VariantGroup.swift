import Ledger

extension VariantTable {
  struct Key {
    let day: Day
    let joint: Int32
    let user: Int32
  }

  /// The data that all variants share.
  struct Group {
    let key: Key
    var requests: Int64 = 0
    var quantities = Quantities()
    var recordedCost: Int128 = 0
    var recordedCredits: Int128 = 0
    var gaps = RecordedFigureGaps()
    /// Of rows that the first variant rates, what was deducted: as recorded, else as computed.
    var deductedCredits: Int128 = 0
  }

  /// The sums of a group under a variant.
  struct Sums {
    var notionalCost: Int128 = 0
    var credits: Int128 = 0
    var matched: Int64 = 0
    var rounding: Int64 = 0
    var mismatched: Int64 = 0
    var unpriced: Int64 = 0
    var negativeMargin: Int64 = 0
    var belowCost: Int64 = 0
  }

  /// Requests of a group that have a price under the first variant and none under another, as the first counts them.
  struct Loss {
    private(set) var requests: Int64 = 0
    private(set) var sums = Sums()

    mutating func add(_ rows: Rows, _ index: Int, sign: Int64) {
      requests += sign
      _ = sums.add(
        rows.rated[index], rows.outcomes[index], isBelowCost: rows.isBelowCost[index], sign: sign)
    }
  }
}

extension VariantTable.Group {
  /// Adds what does not depend on the variant, and returns whether a sum left the range of Int64.
  mutating func add(
    _ record: UsageRecord, _ rated: RatedRecord, _ outcome: ComparisonOutcome, sign: Int64
  ) -> Bool {
    requests += sign
    gaps.add(record, outcome, sign: sign)
    if let cost = outcome.recordedCost { recordedCost += cost.attodollars * Int128(sign) }
    if let credits = record.recordedCredits {
      recordedCredits += Int128(credits.microcredits * sign)
    }
    if rated.disposition == .rated {
      let deducted = record.recordedCredits ?? rated.credits
      deductedCredits += Int128(deducted.microcredits * sign)
    }
    return quantities.add(record.quantities, sign: sign)
  }
}

extension VariantTable.Sums {
  /// Adds a row as the variant rates it, and returns whether its cost does not fit.
  @inline(__always)
  mutating func add(
    _ rated: RatedRecord, _ outcome: ComparisonOutcome, isBelowCost: Bool, sign: Int64
  ) -> Bool {
    guard rated.disposition == .rated else {
      unpriced += sign
      return rated.disposition != .unpriced
    }
    notionalCost += rated.notionalCost.attodollars * Int128(sign)
    credits += Int128(rated.credits.microcredits * sign)
    if outcome.hasNegativeMargin { negativeMargin += sign }
    if isBelowCost { belowCost += sign }
    switch outcome.comparison {
    case .mismatch: mismatched += sign
    case .rounding: rounding += sign
    case .matched: matched += sign
    case .notRecorded, .unpriced: break
    }
    return false
  }
}
