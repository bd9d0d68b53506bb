import Ledger

/// The vendor cost of each day of some lines, with unknown days filled in: a day without prices is missing, and
/// not a day that cost nothing.
///
/// Requests without a price count what those of their line with one cost on average. A day most of whose requests are of
/// lines without any price is as the nearest same weekday that is known.
struct ImputedCosts {
  /// One per day, in attodollars.
  let costs: [Int128]
  /// Days of which a tenth of the cost or more is filled in: nothing odd is said of them.
  let filled: Set<Int>

  /// - Parameter past: what the lines sum to; one entry per day.
  init(_ lines: [TrafficHistory.Line], _ past: [Traffic]) {
    var costs = past.map(\.cost)
    guard past.contains(where: { $0.unpriced > 0 }) else {
      self.costs = costs
      filled = []
      return
    }
    var missing = past.map(\.unpriced)
    for line in lines where !line.kind.isBYOK {
      let sum = line.days.used.reduce(into: Traffic()) { $0.add($1.traffic) }
      let priced = sum.requests - sum.unpriced
      guard sum.unpriced > 0, priced > 0 else { continue }
      for entry in line.days.used where entry.traffic.unpriced > 0 {
        costs[entry.day] +=
          Quotient.halfEven(sum.cost, times: Int128(entry.traffic.unpriced), over: Int128(priced))
          ?? 0
        missing[entry.day] -= entry.traffic.unpriced
      }
    }
    var filled = Set(past.indices.filter { (costs[$0] - past[$0].cost) * 10 > costs[$0] })
    let unknown = Set(past.indices.filter { 2 * missing[$0] > past[$0].requests })
    for day in unknown.sorted() {
      guard let near = ImputedCosts.nearest(to: day, of: past, but: unknown) else { continue }
      costs[day] = costs[near]
      filled.insert(day)
    }
    self.costs = costs
    self.filled = filled
  }

  /// The nearest day with requests that is not unknown, of the same weekday before any other, and earlier ones first.
  private static func nearest(to day: Int, of past: [Traffic], but unknown: Set<Int>) -> Int? {
    past.indices.filter { !unknown.contains($0) && past[$0].requests > 0 }.min {
      ((($0 - day) % 7 == 0 ? 0 : 1), abs($0 - day), $0)
        < ((($1 - day) % 7 == 0 ? 0 : 1), abs($1 - day), $1)
    }
  }
}
