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
    guard cost.count == classes, credits.count == classes else { throw .number }
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
  }
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
    recorded = try part.sum()
    expected = try part.sum()
    difference = try part.sum()
  }
}
