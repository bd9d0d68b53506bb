import Ledger

/// Looks for parts and groups that are differences of one and the same usage, after the split; it changes no part.
extension DifferenceSplitState {
  /// Returns the usage of each such group, by its index.
  ///
  /// - Parameter zones: the zones in which days may have begun.
  func oneUsages(zones: [ReportingZone]) -> [Int: OffsettingParts] {
    var found: [Int: OffsettingParts] = [:]
    for index in groups.indices {
      let group = groups[index]
      let prices = BillPart.allCases.filter(\.isOfPrice).map { group.parts[$0.rawValue] }
      let quantity = group.parts[BillPart.quantity.rawValue]
      if quantity != 0 {
        // Just a price of the book for more tokens than there are is one; for fewer, only some may be billed.
        let isOpen = group.parts[BillPart.price.rawValue] != 0 || quantity < 0
        if isOpen, prices.contains(where: { $0 != 0 }), group.isAtAverageOfLedger {
          found[index] = .averagePrice
        }
      } else if prices.contains(where: { $0 > 0 }), prices.contains(where: { $0 < 0 }) {
        found[index] = .oppositePrices
      }
    }
    let sets = BilledRowRules.tried(zones: zones.filter { $0.name != bill.zone.name })
    findLeftOut(sets, &found)
    for (index, name) in OtherNameSearch(self, [.expected] + sets).names {
      found[index] = .otherName(name)
    }
    return found
  }

  /// Finds groups with fewer tokens: exactly those of some requests and of the reasoning of the others.
  ///
  /// Rows that also give the amount of the bill come first.
  private func findLeftOut(_ sets: [BilledRowRules], _ found: inout [Int: OffsettingParts]) {
    let hasReasoning = bill.cells.contains { $0.unitClass == .one(.reasoning) }
    var open = groups.indices.filter { index in
      let group = groups[index]
      return !hasReasoning && group.parts[BillPart.quantity.rawValue] < 0 && group.hasLines
        && group.set == .expected && group.expected.reasoning.quantity > 0
    }
    let tried = sets.filter { [.failed, .timeBoundary].contains($0.part) }
    for (set, isOfAmount) in tried.map({ ($0, true) }) + tried.map({ ($0, false) }) {
      if open.isEmpty { return }
      let uses = self.uses(of: set)
      open.removeAll { index in
        guard let use = uses[groups[index].key],
          let usage = groups[index].leftOut(use, of: set, isOfAmount: isOfAmount)
        else { return false }
        found[index] = .leftOut(usage)
        return true
      }
    }
  }
}

extension SplitGroup {
  /// Returns what the bill leaves out if it has the quantity of some rows without their reasoning; otherwise nil.
  ///
  /// - Parameter isOfAmount: it also has their cost.
  fileprivate func leftOut(
    _ use: GroupUsageTotals, of set: BilledRowRules, isOfAmount: Bool
  ) -> LeftOutUsage? {
    let rest = Money(attodollars: billed - (use.cost - use.reasoning.cost))
    guard use.reasoning.quantity > 0, use.cost != expected.cost,
      billedQuantity == use.quantity - use.reasoning.quantity,
      !isOfAmount || tolerance.covers(rest)
    else { return nil }
    return LeftOutUsage(
      cause: set.cause, requests: Money(attodollars: use.cost - expected.cost),
      reasoning: Money(attodollars: use.reasoning.cost), rest: isOfAmount ? .zero : rest)
  }

  /// True if the ledger has several prices, and the average of the bill is between the lowest and the highest.
  fileprivate var isAtAverageOfLedger: Bool {
    guard let billedQuantity, billedQuantity > 0 else { return false }
    let prices = use.byRate.filter { $0.quantity > 0 }.map { Ratio($0.cost, over: $0.quantity) }
    guard let low = prices.min(), let high = prices.max(), low < high else { return false }
    let average = Ratio(billed, over: billedQuantity)
    return !(average < low) && !(high < average)
  }
}
