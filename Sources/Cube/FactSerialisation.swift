import Ledger

extension FactTable: PartValue {
  /// The sums, to be merged and not added to.
  package func write(to part: inout PartWriter) {
    part.put(dimensions)
    let overflows = groups.write(to: &part)
    part.put(hasOverflowed || overflows)
  }
  package init(from part: inout PartReader) throws(PartFault) {
    let dimensions: [FactDimensions] = try part.value()
    let groups = try FactGroups(from: &part, dimensions: dimensions.count)
    self.init(dimensions: dimensions, groups: groups, hasOverflowed: try part.value())
  }

  /// The requests of all groups, and those of them without a price.
  package var requests: (all: Int64, unpriced: Int64) {
    var (all, unpriced): (Int64, Int64) = (0, 0)
    for index in 0..<groups.count {
      let measures = groups.sums(at: index).measures
      all += measures.requests
      unpriced += measures.unpriced
    }
    return (all, unpriced)
  }

  /// True if every group is of a user below `count`.
  package func hasUsers(below count: Int) -> Bool {
    var hasAll = true
    groups.forEachKey { _, _, _, user in if user < 0 || Int(user) >= count { hasAll = false } }
    return hasAll
  }
}

extension FactGroups {
  /// Puts each group, its day as the difference from that of the group before; returns whether a sum left the range of
  /// Int64.
  func write(to part: inout PartWriter) -> Bool {
    var overflows = false
    part.put(count: count)
    var last: Int32 = 0
    forEachKey { index, day, dimensions, user in
      part.put(day.number &- last)
      last = day.number
      part.put(dimensions)
      part.put(user)
      let (measures, hasOverflowed) = self.sums(at: index)
      if hasOverflowed { overflows = true }
      part.put(measures)
      let gaps = self.gaps(at: index, of: measures.requests)
      part.put(gaps.costs)
      part.put(gaps.unconverted)
      part.put(gaps.credits)
    }
    return overflows
  }

  init(from part: inout PartReader, dimensions dimensionCount: Int) throws(PartFault) {
    self.init()
    let count = try part.count()
    var last: Int32 = 0
    var left = part.rowLimit
    for _ in 0..<count {
      let (step, dimensions, user): (Int32, Int32, Int32) = (
        try part.number(), try part.number(), try part.number()
      )
      last &+= step
      guard 0..<PartReader.endOfDays ~= last, dimensions >= 0, Int(dimensions) < dimensionCount
      else { throw .number }
      let measures: Measures = try part.value()
      left -= measures.requests
      // Gaps are counted in 32 bits.
      guard left >= 0, measures.requests <= Int64(Int32.max) else { throw .number }
      var gaps = RecordedFigureGaps()
      gaps.costs = try part.count(of: measures.requests)
      gaps.unconverted = try part.count(of: measures.requests)
      gaps.credits = try part.count(of: measures.requests)
      append(
        day: Day(number: last), dimensions: dimensions, user: user, measures: measures, gaps: gaps)
    }
  }
}

extension Measures: PartValue {
  /// Which measures are not zero, as bits, and each of these; the recorded cost as its difference from the notional one.
  package func write(to part: inout PartWriter) {
    let wide = [notionalCost, recordedCost - notionalCost, credits, recordedCredits - credits]
    let narrow = [matched, rounding, mismatched, unpriced, negativeMargin]
    var bits: UInt16 = 0
    for (index, sum) in wide.enumerated() where sum != 0 { bits |= 1 << UInt16(index) }
    for (index, sum) in narrow.enumerated() where sum != 0 { bits |= 16 << UInt16(index) }
    part.put(bits)
    part.put(requests)
    for sum in wide where sum != 0 { part.put(sum) }
    for sum in narrow where sum != 0 { part.put(sum) }
    part.put(quantities)
  }
  package init(from part: inout PartReader) throws(PartFault) {
    self.init()
    let bits: UInt16 = try part.number()
    guard bits < 16 << 5 else { throw .number }
    requests = try part.rows()
    guard requests > 0 else { throw .number }
    var wide: [Int128] = []
    for index in 0..<4 {
      wide.append(bits & 1 << UInt16(index) != 0 ? try part.sum(of: requests) : 0)
    }
    var narrow: [Int64] = []
    for index in 0..<5 {
      narrow.append(bits & 16 << UInt16(index) != 0 ? try part.count(of: requests) : 0)
    }
    notionalCost = wide[0]
    recordedCost = wide[0] + wide[1]
    credits = wide[2]
    recordedCredits = wide[2] + wide[3]
    matched = narrow[0]
    rounding = narrow[1]
    mismatched = narrow[2]
    unpriced = narrow[3]
    negativeMargin = narrow[4]
    quantities = try part.quantities(of: requests)
    // A row has 64 bits of credits, and as many of recorded ones.
    let mostCredits = Int128(requests) << 64
    guard notionalCost >= 0, 0...mostCredits ~= credits,
      -mostCredits...mostCredits ~= recordedCredits,
      matched + rounding + mismatched + unpriced <= requests
    else { throw .number }
  }
}
