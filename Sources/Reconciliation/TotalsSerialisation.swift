import Ledger

extension ReconciliationTotals: PartValue {
  package func write(to part: inout PartWriter) {
    part.put(cost)
    part.put(credits)
    part.put(overcharged)
    part.put(undercharged)
    part.put(overchargedWorth)
    part.put(underchargedWorth)
    part.put(overchargedRows)
    part.put(underchargedRows)
    part.put(silentFailures.requests)
    part.put(silentFailures.cost)
    part.put(silentFailures.costly)
    part.put(costlyFailures)
    part.put(unconverted)
    part.put(unconvertedUnpriced)
    part.put(unconvertedExpected)
  }
  package init(from part: inout PartReader) throws(PartFault) {
    let classes = ComparisonClass.allCases.count
    cost = try part.value()
    credits = try part.value()
    guard cost.count == classes, credits.count == classes,
      credits.allSatisfy(\.areCredits)
    else { throw .number }
    try part.requireRows(cost.map(\.requests))
    try part.requireRows(credits.map(\.requests))
    overcharged = try part.sum()
    undercharged = try part.sum()
    overchargedWorth = try part.value()
    underchargedWorth = try part.value()
    overchargedRows = try part.rows()
    underchargedRows = try part.rows()
    silentFailures.requests = try part.rows()
    silentFailures.cost = try part.sum()
    silentFailures.costly = try part.rows()
    costlyFailures = try part.rows()
    unconverted = try part.rows()
    unconvertedUnpriced = try part.rows()
    unconvertedExpected = try part.sum()
    let wrong = [(overcharged, overchargedRows), (undercharged, underchargedRows)]
    guard wrong.allSatisfy({ 0...ReconciliationTotals.credits(of: $1) ~= $0 }),
      unconvertedUnpriced <= unconverted,
      unconvertedPriced <= self[cost: .notRecorded].requests
    else { throw .number }
  }

  /// The largest credits that a number of rows differ by, in microcredits: each has two figures of 64 bits.
  fileprivate static func credits(of rows: Int64) -> Int128 { Int128(rows) << 64 }
}

extension ReconciliationTotals.Sums: PartValue {
  package func write(to part: inout PartWriter) {
    part.put(requests)
    part.put(recorded)
    part.put(expected)
    part.put(difference)
  }
  package init(from part: inout PartReader) throws(PartFault) {
    requests = try part.rows()
    recorded = try part.sum(of: requests)
    expected = try part.sum(of: requests)
    difference = try part.sum(of: requests)
  }

  /// True if the sums can be those of credits.
  fileprivate var areCredits: Bool {
    let most = ReconciliationTotals.credits(of: requests)
    return [recorded, expected, difference].allSatisfy { -most...most ~= $0 }
  }
}
