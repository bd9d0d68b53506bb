import Ledger

extension ReportCells {
  /// The number of customers that are listed by name.
  package var namedCustomers: Int {
    customers.firstIndex { if case .others = $0 { true } else { false } } ?? customers.count
  }

  /// Per customer, whether it has a cell of the report itself.
  private var isInRows: [Bool] {
    var isListed = [Bool](repeating: false, count: customers.count)
    for cell in rows { isListed[cell.customer] = true }
    return isListed
  }

  /// Returns the same with at most `count` customers by name; the others are one customer per tier.
  package func keeping(_ count: Int) -> ReportCells {
    let namedCount = namedCustomers
    guard count < namedCount else { return self }
    var cells = self
    // Cells are sorted by customer: those that stay come first.
    let kept = rows.firstIndex { $0.customer >= count } ?? rows.count
    let keptBefore = before.firstIndex { $0.customer >= count } ?? before.count
    let names = Set(plans.map(\.tier)).sorted()
    let places = Dictionary(uniqueKeysWithValues: zip(names, names.indices))
    let tierOfPlan = plans.map { places[$0.tier] ?? 0 }
    var members: [(count: Int, lost: Int)?] = names.map { _ in nil }
    for case .others(let tier, let count, let lost) in customers {
      if let place = places[tier] { members[place] = (count, lost) }
    }
    let isListed = isInRows
    // Of one customer those of a tier follow each other: one of two tiers counts in both.
    func visit(_ list: ArraySlice<ReportCell>, _ body: (_ tier: Int, _ customer: Int) -> Void) {
      var last = (customer: -1, tier: -1)
      for cell in list where cell.customer < namedCount {
        let tier = tierOfPlan[cell.plan]
        if last == (cell.customer, tier) { continue }
        last = (cell.customer, tier)
        if members[tier] == nil { members[tier] = (0, 0) }
        body(tier, cell.customer)
      }
    }
    visit(rows[kept...]) { tier, _ in members[tier]?.count += 1 }
    visit(before[keptBefore...]) { tier, customer in
      if !isListed[customer] { members[tier]?.lost += 1 }
    }
    let tiers = names.indices.filter { members[$0] != nil }
    var numberOfTier = [Int](repeating: count, count: names.count)
    for (number, tier) in tiers.enumerated() { numberOfTier[tier] = count + number }
    func folded(_ list: [ReportCell], from start: Int) -> [ReportCell] {
      var folded = CellList(folding: count)
      for var cell in list[start...] {
        cell.customer = numberOfTier[tierOfPlan[cell.plan]]
        folded.add(cell)
      }
      return list[..<start] + folded.sorted
    }
    cells.customers =
      customers.prefix(count)
      + tiers.map {
        .others(
          tier: names[$0], count: members[$0]?.count ?? 0, lost: members[$0]?.lost ?? 0)
      }
    cells.rows = folded(rows, from: kept)
    cells.before = folded(before, from: keptBefore)
    return cells
  }
}
