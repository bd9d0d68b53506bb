import Ledger

/// The comparison of two periods: bridges of each cell and in total.
package struct PeriodComparison: Sendable {
  package let a: ComparedPeriod
  package let b: ComparedPeriod
  /// Something is sold; else vendor cost alone is compared.
  package let isSold: Bool
  /// By account, then key.
  package let cells: [ComparedCell]
  /// The bridges of all cells together.
  package let total: Bridges
  /// The usage of the base period.
  package let usageOfA: ComparedUsage
  /// The usage of the reported period.
  package let usageOfB: ComparedUsage
  /// Per dimension, its keys without an order.
  let parts: [MoverDimension: [Mover]]

  /// Attributes the change of each cell to the drivers.
  ///
  /// - Parameters:
  ///   - sumsA: by cell; those of B likewise. One without a request is left out.
  /// - Throws: where an amount leaves its range.
  package init(
    _ a: ComparedPeriod, _ sumsA: [CellID: CellSums], _ b: ComparedPeriod,
    _ sumsB: [CellID: CellSums], isSold: Bool
  ) throws(ComparisonTooLarge) {
    self.a = a
    self.b = b
    self.isSold = isSold
    let places = Set(sumsA.keys).union(sumsB.keys).sorted()
    let attribution = try Attribution(a, b, sumsA, sumsB, isSold: isSold)
    var cells: [ComparedCell] = []
    var total = Bridges()
    for place in places {
      let (sumsA, sumsB) = (sumsA[place] ?? CellSums(), sumsB[place] ?? CellSums())
      if sumsA.isEmpty && sumsB.isEmpty { continue }
      let bridges = try attribution.bridges(of: place, sumsA, sumsB)
      total += bridges
      cells.append(ComparedCell(place: place, a: sumsA, b: sumsB, bridges: bridges))
    }
    self.cells = cells
    self.total = total
    usageOfA = ComparedUsage(cells, \.a, days: a.days)
    usageOfB = ComparedUsage(cells, \.b, days: b.days)
    parts = Dictionary(
      uniqueKeysWithValues: MoverDimension.allCases.map {
        ($0, PeriodComparison.parts(cells, by: $0))
      })
  }

  /// The requests of the base period without a price when they started.
  package var unpricedInBase: Int64 {
    cells.reduce(0) { $0 + $1.a.unpricedRequests + $1.a.excludedRequests }
  }

  /// True if any request of the base period has a price at its start; else no figure of it is known.
  package var hasPricesInBase: Bool {
    cells.contains { $0.a.requests > $0.a.unpricedRequests }
  }

  /// Likewise of the reported period.
  package var hasPricesInReported: Bool {
    cells.contains { $0.b.requests > $0.b.unpricedRequests }
  }

  /// Both ends are known; else neither the change nor its drivers are.
  package var isChangeKnown: Bool { hasPricesInBase && hasPricesInReported }

  /// The measures that are compared.
  package var measures: [BridgeMeasure] { isSold ? BridgeMeasure.allCases : [.cost] }
}

/// A period of a comparison.
package struct ComparedPeriod: Equatable, Sendable {
  package let period: Period
  /// The number of its days that the ledger covers, from its first day to its last; 1 or more.
  package let days: Int
  /// The rows of the period that are not compared: those in conflict with others, and those whose cost is too large.
  package let conflicts: Int64
  package let rejected: Int64

  package init(period: Period, days: Int, conflicts: Int64 = 0, rejected: Int64 = 0) {
    precondition(days > 0, "a period with a request has a day")
    self.period = period
    self.days = days
    self.conflicts = conflicts
    self.rejected = rejected
  }

  /// The ledger ends, or begins, within the period.
  package var isPartial: Bool { days < period.dayCount }
}

/// One account and key in both periods.
package struct ComparedCell: Sendable {
  package let place: CellID
  package let a: CellSums
  package let b: CellSums
  package let bridges: Bridges
}

extension CellSums {
  /// No request is left.
  package var isEmpty: Bool { requests == 0 && excludedRequests == 0 }
}

/// The sums by account and key that attribution needs besides the cell.
private struct Attribution {
  private let days: (a: Int128, b: Int128)
  private let measures: [SummedMeasure]
  /// The requests of each account in the bridge, in A and in B.
  private var requests: [Name: (a: Int128, b: Int128)] = [:]
  /// The accounts with requests outside the bridge.
  private var excluded: (a: Set<Name>, b: Set<Name>) = ([], [])
  private var revenueGroups: [CellKey: CellWeights] = [:]
  private var costGroups: [CellKey: CellWeights] = [:]

  init(
    _ a: ComparedPeriod, _ b: ComparedPeriod, _ sumsA: [CellID: CellSums],
    _ sumsB: [CellID: CellSums], isSold: Bool
  ) throws(ComparisonTooLarge) {
    days = (Int128(a.days), Int128(b.days))
    measures = isSold ? [.revenue, .cost] : [.cost]
    for (place, sums) in sumsA {
      requests[place.account, default: (0, 0)].a += Int128(sums.requests)
      if sums.excludedRequests > 0 { excluded.a.insert(place.account) }
      costGroups[place.key, default: CellWeights()] += try CellWeights(sums, of: place.key, .cost)
      if isSold {
        revenueGroups[place.key, default: CellWeights()] += try CellWeights(
          sums, of: place.key, .revenue)
      }
    }
    for (place, sums) in sumsB {
      requests[place.account, default: (0, 0)].b += Int128(sums.requests)
      if sums.excludedRequests > 0 { excluded.b.insert(place.account) }
    }
  }

  func bridges(
    of place: CellID, _ a: CellSums, _ b: CellSums
  ) throws(ComparisonTooLarge) -> Bridges {
    var bridges = Bridges()
    for measure in measures {
      let bridge = try bridge(of: place, a, b, measure)
      switch measure {
      case .revenue: bridges.revenue = bridge
      case .cost: bridges.cost = bridge
      }
    }
    return bridges
  }

  private func bridge(
    of place: CellID, _ a: CellSums, _ b: CellSums, _ measure: SummedMeasure
  ) throws(ComparisonTooLarge) -> Bridge {
    func actual(_ sums: CellSums) -> Int128 {
      switch measure {
      case .revenue: sums.revenue
      case .cost: sums.vendorCost(of: place.key)
      }
    }
    var bridge = Bridge(start: actual(a), end: actual(b))
    let account = requests[place.account] ?? (0, 0)
    if account.b == 0 {
      // Requests without a price are no lost usage.
      let isLost = !excluded.b.contains(place.account)
      bridge.effects[isLost ? .lostAccounts : .unpriced] = -bridge.start
    } else if account.a == 0 {
      let isNew = !excluded.a.contains(place.account)
      bridge.effects[isNew ? .newAccounts : .unpriced] = bridge.end
    } else {
      let group = measure == .cost ? costGroups[place.key] : revenueGroups[place.key]
      bridge.effects = try ContinuingCell(
        key: place.key, a: a, b: b, measure: measure, group: group ?? CellWeights(),
        accountRequests: account, days: days
      ).effects()
    }
    precondition(
      bridge.effects.sum == bridge.change, "start and all drivers together are the end")
    return bridge
  }
}
