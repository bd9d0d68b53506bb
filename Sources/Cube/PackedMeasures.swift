import Ledger

/// What is summed for a group of requests, as far as 80 bytes hold it; `Measures` take 208.
///
/// Facts are most of the memory of a run, and memory costs most when it is touched first. So what nearly every fact
/// sums to is packed. A row or a group that has more, or with which a sum would not fit, is refused and changes nothing.
package struct PackedMeasures: Sendable {
  private var notionalCost: Int128 = 0
  /// What was recorded less the notional cost: of costs that match, what rounding left.
  private var costDifference: Int64 = 0
  private var credits: Int64 = 0
  private var recordedCredits: Int64 = 0
  private var requests: Int32 = 0
  private var matched: Int32 = 0
  private var rounding: Int32 = 0
  private var input: Int32 = 0
  private var cacheRead: Int32 = 0
  private var cacheWrite5m: Int32 = 0
  private var output: Int32 = 0
  private var reasoning: Int32 = 0
  private var cacheWrite1h: Int32 = 0
  private var mismatched: Int16 = 0
  private var negativeMargin: Int16 = 0

  init() {}

  /// Packs measures; nil where they do not fit.
  init?(_ measures: Measures) {
    var fit = Fit()
    let quantities = measures.quantities
    guard quantities.hasOnlyTextTokens, measures.unpriced == 0 else { return nil }
    notionalCost = measures.notionalCost
    costDifference = fit.word(measures.recordedCost - measures.notionalCost)
    credits = fit.word(measures.credits)
    recordedCredits = fit.word(measures.recordedCredits)
    requests = fit.half(0, measures.requests)
    matched = fit.half(0, measures.matched)
    rounding = fit.half(0, measures.rounding)
    input = fit.half(0, quantities.input)
    cacheRead = fit.half(0, quantities.cacheRead)
    cacheWrite5m = fit.half(0, quantities.cacheWrite5m)
    output = fit.half(0, quantities.output)
    reasoning = fit.half(0, quantities.reasoning)
    cacheWrite1h = fit.half(0, quantities.cacheWrite1h)
    mismatched = fit.quarter(0, measures.mismatched)
    negativeMargin = fit.quarter(0, measures.negativeMargin)
    guard fit.isGiven else { return nil }
  }

  /// What is summed, each at its full width.
  @inline(__always)
  var measures: Measures {
    var measures = Measures()
    measures.notionalCost = notionalCost
    measures.recordedCost = notionalCost + Int128(costDifference)
    measures.credits = Int128(credits)
    measures.recordedCredits = Int128(recordedCredits)
    measures.requests = Int64(requests)
    measures.matched = Int64(matched)
    measures.rounding = Int64(rounding)
    measures.mismatched = Int64(mismatched)
    measures.negativeMargin = Int64(negativeMargin)
    measures.quantities.input = Int64(input)
    measures.quantities.cacheRead = Int64(cacheRead)
    measures.quantities.cacheWrite5m = Int64(cacheWrite5m)
    measures.quantities.output = Int64(output)
    measures.quantities.reasoning = Int64(reasoning)
    measures.quantities.cacheWrite1h = Int64(cacheWrite1h)
    return measures
  }

  /// Adds one row `sign` times (1 or -1), or returns false.
  @inline(__always)
  mutating func add(
    _ record: UsageRecord, _ rated: RatedRecord, _ outcome: Outcome, sign: Int64
  ) -> Bool {
    guard record.quantities.hasOnlyTextTokens, case .rated = rated.disposition else { return false }
    var sum = self
    var fit = Fit()
    @inline(__always) func signed(_ value: Int64) -> Int64 { sign > 0 ? value : 0 &- value }
    let cost = rated.notionalCost.attodollars
    let recorded = outcome.recordedCost?.attodollars ?? 0
    sum.notionalCost += sign > 0 ? cost : -cost
    sum.costDifference = fit.sum(
      costDifference, fit.word(sign > 0 ? recorded - cost : cost - recorded))
    sum.credits = fit.sum(credits, signed(rated.credits.microcredits))
    if let credits = record.recordedCredits {
      sum.recordedCredits = fit.sum(recordedCredits, signed(credits.microcredits))
    }
    sum.requests = fit.half(requests, sign)
    sum.input = fit.half(input, signed(record.quantities.input))
    sum.cacheRead = fit.half(cacheRead, signed(record.quantities.cacheRead))
    sum.cacheWrite5m = fit.half(cacheWrite5m, signed(record.quantities.cacheWrite5m))
    sum.output = fit.half(output, signed(record.quantities.output))
    sum.reasoning = fit.half(reasoning, signed(record.quantities.reasoning))
    sum.cacheWrite1h = fit.half(cacheWrite1h, signed(record.quantities.cacheWrite1h))
    if outcome.hasNegativeMargin { sum.negativeMargin = fit.quarter(negativeMargin, sign) }
    switch outcome.comparison {
    case .mismatch: sum.mismatched = fit.quarter(mismatched, sign)
    case .rounding: sum.rounding = fit.half(rounding, sign)
    case .matched: sum.matched = fit.half(matched, sign)
    case .notRecorded, .unpriced: break
    }
    guard fit.isGiven else { return false }
    self = sum
    return true
  }

  /// Adds a group, or returns false.
  @inline(__always)
  mutating func add(_ other: PackedMeasures) -> Bool {
    var sum = PackedMeasures()
    var fit = Fit()
    sum.notionalCost = notionalCost + other.notionalCost
    sum.costDifference = fit.sum(costDifference, other.costDifference)
    sum.credits = fit.sum(credits, other.credits)
    sum.recordedCredits = fit.sum(recordedCredits, other.recordedCredits)
    sum.requests = fit.half(requests, Int64(other.requests))
    sum.matched = fit.half(matched, Int64(other.matched))
    sum.rounding = fit.half(rounding, Int64(other.rounding))
    sum.input = fit.half(input, Int64(other.input))
    sum.cacheRead = fit.half(cacheRead, Int64(other.cacheRead))
    sum.cacheWrite5m = fit.half(cacheWrite5m, Int64(other.cacheWrite5m))
    sum.output = fit.half(output, Int64(other.output))
    sum.reasoning = fit.half(reasoning, Int64(other.reasoning))
    sum.cacheWrite1h = fit.half(cacheWrite1h, Int64(other.cacheWrite1h))
    sum.mismatched = fit.quarter(mismatched, Int64(other.mismatched))
    sum.negativeMargin = fit.quarter(negativeMargin, Int64(other.negativeMargin))
    guard fit.isGiven else { return false }
    self = sum
    return true
  }

  /// Sums numbers in fewer bits, and tells in the end whether all of them had no more: one question for all.
  private struct Fit {
    private var lost: UInt64 = 0

    var isGiven: Bool {
      @inline(__always) get { lost == 0 }
    }

    @inline(__always)
    mutating func word(_ value: Int128) -> Int64 {
      let word = Int64(truncatingIfNeeded: value)
      if Int128(word) != value { lost = 1 }
      return word
    }

    @inline(__always)
    mutating func sum(_ left: Int64, _ right: Int64) -> Int64 {
      let (sum, hasOverflowed) = left.addingReportingOverflow(right)
      if hasOverflowed { lost = 1 }
      return sum
    }

    @inline(__always)
    mutating func half(_ left: Int32, _ right: Int64) -> Int32 {
      let sum = Int64(left) &+ right
      lost |= UInt64(bitPattern: sum &+ 0x8000_0000) >> 32
      return Int32(truncatingIfNeeded: sum)
    }

    @inline(__always)
    mutating func quarter(_ left: Int16, _ right: Int64) -> Int16 {
      let sum = Int64(left) &+ right
      lost |= UInt64(bitPattern: sum &+ 0x8000) >> 16
      return Int16(truncatingIfNeeded: sum)
    }
  }
}
