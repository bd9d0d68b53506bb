import Ledger

/// The measures of a group of requests, as far as 80 bytes hold them; `Measures` takes 208.
///
/// Facts are most of the memory of a run, and memory costs most when it is touched first. So what nearly every fact
/// sums to is packed. A row or a group that has more, or with which a sum would not fit, is refused and changes nothing.
package struct PackedMeasures: Sendable {
  private var notionalCost: Int128 = 0
  /// The recorded cost less the notional cost: for matching costs, the effect of rounding.
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

  /// Packs measures but for `unpriced`; nil where they do not fit.
  init?(_ measures: Measures) {
    var fit = Fit()
    let quantities = measures.quantities
    guard quantities.hasOnlyTextTokens else { return nil }
    notionalCost = measures.notionalCost
    costDifference = fit.word(measures.recordedCost - measures.notionalCost)
    credits = fit.word(measures.credits)
    recordedCredits = fit.word(measures.recordedCredits)
    fit.add(measures.requests, to: &requests)
    fit.add(measures.matched, to: &matched)
    fit.add(measures.rounding, to: &rounding)
    fit.add(quantities.input, to: &input)
    fit.add(quantities.cacheRead, to: &cacheRead)
    fit.add(quantities.cacheWrite5m, to: &cacheWrite5m)
    fit.add(quantities.output, to: &output)
    fit.add(quantities.reasoning, to: &reasoning)
    fit.add(quantities.cacheWrite1h, to: &cacheWrite1h)
    fit.add(measures.mismatched, to: &mismatched)
    fit.add(measures.negativeMargin, to: &negativeMargin)
    guard fit.isGiven else { return nil }
  }

  /// Returns the measures at full width, of requests of which `unpriced` have no price.
  @inline(__always)
  func measures(unpriced: Int64) -> Measures {
    var measures = Measures()
    measures.unpriced = unpriced
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

  /// True if its requests, input tokens and output tokens are multiples of `times`.
  func areMultiples(of times: Int32) -> Bool {
    requests % times == 0 && input % times == 0 && output % times == 0
  }

  /// True if it counts more than `limit` tokens of one class, and more than `mean` per request.
  func mayCount(moreThan limit: Int64, onAverage mean: Int64) -> Bool {
    let most = Int64(
      max(max(input, cacheRead, cacheWrite5m), max(output, reasoning, cacheWrite1h)))
    return most > limit && most / Int64(max(1, requests)) > mean
  }

  /// Adds one row `sign` times (1 or -1), or returns false.
  ///
  /// The row is given by its place: of a value all would be copied, of which little is looked at.
  @inline(__always)
  mutating func add(
    _ record: UnsafePointer<UsageRecord>, _ rated: UnsafePointer<RatedRecord>,
    _ outcome: UnsafePointer<ComparisonOutcome>, sign: Int64
  ) -> Bool {
    guard record.pointee.quantities.hasOnlyTextTokens, case .rated = rated.pointee.disposition
    else { return false }
    if addWrapping(record, rated, outcome, sign: sign) { return true }
    // Sums of 64 bits and fewer wrap, so that taking the row out again restores them; the cost has room to spare.
    _ = addWrapping(record, rated, outcome, sign: 0 &- sign)
    return false
  }

  /// Adds one row where the sums are, even where they do not fit, and returns whether all of them do.
  ///
  /// A copy to be kept only if they do would be written and read once more for each row.
  @inline(__always)
  private mutating func addWrapping(
    _ record: UnsafePointer<UsageRecord>, _ rated: UnsafePointer<RatedRecord>,
    _ outcome: UnsafePointer<ComparisonOutcome>, sign: Int64
  ) -> Bool {
    var fit = Fit()
    @inline(__always) func signed(_ value: Int64) -> Int64 { sign > 0 ? value : 0 &- value }
    let cost = rated.pointee.notionalCost.attodollars
    let recorded = outcome.pointee.recordedCost?.attodollars ?? 0
    notionalCost += sign > 0 ? cost : -cost
    fit.add(fit.word(sign > 0 ? recorded - cost : cost - recorded), to: &costDifference)
    fit.add(signed(rated.pointee.credits.microcredits), to: &credits)
    if let credits = record.pointee.recordedCredits {
      fit.add(signed(credits.microcredits), to: &recordedCredits)
    }
    fit.add(sign, to: &requests)
    fit.add(signed(record.pointee.quantities.input), to: &input)
    fit.add(signed(record.pointee.quantities.cacheRead), to: &cacheRead)
    fit.add(signed(record.pointee.quantities.cacheWrite5m), to: &cacheWrite5m)
    fit.add(signed(record.pointee.quantities.output), to: &output)
    fit.add(signed(record.pointee.quantities.reasoning), to: &reasoning)
    fit.add(signed(record.pointee.quantities.cacheWrite1h), to: &cacheWrite1h)
    if outcome.pointee.hasNegativeMargin { fit.add(sign, to: &negativeMargin) }
    switch outcome.pointee.comparison {
    case .mismatch: fit.add(sign, to: &mismatched)
    case .rounding: fit.add(sign, to: &rounding)
    case .matched: fit.add(sign, to: &matched)
    case .notRecorded, .unpriced: break
    }
    return fit.isGiven
  }

  /// Adds a group, or returns false.
  @inline(__always)
  mutating func add(_ other: PackedMeasures) -> Bool {
    let before = self
    var fit = Fit()
    notionalCost += other.notionalCost
    fit.add(other.costDifference, to: &costDifference)
    fit.add(other.credits, to: &credits)
    fit.add(other.recordedCredits, to: &recordedCredits)
    fit.add(Int64(other.requests), to: &requests)
    fit.add(Int64(other.matched), to: &matched)
    fit.add(Int64(other.rounding), to: &rounding)
    fit.add(Int64(other.input), to: &input)
    fit.add(Int64(other.cacheRead), to: &cacheRead)
    fit.add(Int64(other.cacheWrite5m), to: &cacheWrite5m)
    fit.add(Int64(other.output), to: &output)
    fit.add(Int64(other.reasoning), to: &reasoning)
    fit.add(Int64(other.cacheWrite1h), to: &cacheWrite1h)
    fit.add(Int64(other.mismatched), to: &mismatched)
    fit.add(Int64(other.negativeMargin), to: &negativeMargin)
    if !fit.isGiven { self = before }
    return fit.isGiven
  }

  /// Sums numbers in fewer bits, where they are, and tells in the end whether all of them had no more: one question for all.
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
    mutating func add(_ value: Int64, to sum: inout Int64) {
      let (total, hasOverflowed) = sum.addingReportingOverflow(value)
      if hasOverflowed { lost = 1 }
      sum = total
    }

    @inline(__always)
    mutating func add(_ value: Int64, to sum: inout Int32) {
      let total = Int64(sum) &+ value
      lost |= UInt64(bitPattern: total &+ 0x8000_0000) >> 32
      sum = Int32(truncatingIfNeeded: total)
    }

    @inline(__always)
    mutating func add(_ value: Int64, to sum: inout Int16) {
      let total = Int64(sum) &+ value
      lost |= UInt64(bitPattern: total &+ 0x8000) >> 16
      sum = Int16(truncatingIfNeeded: total)
    }
  }
}
