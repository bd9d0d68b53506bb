import Ledger

/// Finds models of a bill whose quantities in a month are those of another model in the ledger: by other days, with failed
/// requests, or in all, where step 4 of the split compares single periods of the expected rows only.
struct OtherNameSearch {
  /// By the indices of the groups of both models.
  private(set) var names: [Int: OtherBilledName] = [:]

  private struct Cell: Hashable {
    let period: Int
    let unitClass: BilledClass
  }

  private struct Model {
    let name: Name
    let groups: [Int]
    /// Without zeros.
    let quantities: [Cell: Int128]
    let amount: Int128
  }

  private struct Match {
    let billed: Model
    let ledger: Model
    let isExact: Bool
    let set: BilledRowRules
    /// The number of equal periods.
    let periods: Int

    /// Returns true if the ledger's cost times a factor is billed, within the digits of the bill.
    func hasFactor(_ code: String, _ splitting: DifferenceSplitState) -> Bool {
      let digits = code.dropFirst("factor:".count).split(separator: ".")
      guard let factor = Int128(digits.joined()) else { return false }
      let decimals = digits.count > 1 ? digits[1].count : 0
      let expected = Ratio(ledger.amount) * Ratio(factor, over: powerOfTen(decimals))
      let tolerance = billed.groups.reduce(Tolerance.zero) { $0 + splitting.groups[$1].tolerance }
      return tolerance.covers(Money(attodollars: billed.amount - expected.roundedHalfEven))
    }
  }

  init(_ splitting: DifferenceSplitState, _ sets: [BilledRowRules]) {
    let months = Dictionary(grouping: splitting.groups.indices) { splitting.groups[$0].month }
    for month in months.keys.sorted() {
      find(in: months[month] ?? [], splitting, sets)
    }
  }

  private mutating func find(
    in indices: [Int], _ splitting: DifferenceSplitState, _ sets: [BilledRowRules]
  ) {
    var models: [Name: [Int]] = [:]
    for index in indices {
      if case .known(let name) = splitting.groups[index].key.model {
        models[name, default: []].append(index)
      }
    }
    let ordered = models.sorted { $0.key < $1.key }
    let billed = ordered.compactMap { name, own in
      OtherNameSearch.billed(name, own.map { ($0, splitting.groups[$0]) })
    }
    let unbilled = ordered.filter { _, own in
      own.allSatisfy { !splitting.groups[$0].hasLines }
        && own.contains { splitting.groups[$0].parts[BillPart.notInBill.rawValue] != 0 }
    }
    if billed.isEmpty || unbilled.isEmpty { return }
    var matches: [Name: [Match]] = [:]
    for set in sets {
      let uses = splitting.uses(of: set)
      for (name, own) in unbilled {
        let ledger = OtherNameSearch.ledger(name, own, uses, periods: indices, splitting)
        for model in billed {
          if let match = OtherNameSearch.match(model, ledger, set) {
            matches[model.name, default: []].append(match)
          }
        }
      }
    }
    let best = billed.compactMap { OtherNameSearch.best(matches[$0.name] ?? []) }
    let factors = Set(
      indices.flatMap { splitting.groups[$0].causes }.filter { $0.hasPrefix("factor:") })
    for match in best where best.count(where: { $0.ledger.name == match.ledger.name }) == 1 {
      let name = OtherBilledName(
        billedModel: match.billed.name, ledgerModel: match.ledger.name, isExact: match.isExact,
        cause: match.set.cause, billed: Money(attodollars: match.billed.amount),
        ledger: Money(attodollars: match.ledger.amount),
        factor: factors.first { match.hasFactor($0, splitting) })
      for index in match.billed.groups + match.ledger.groups { names[index] = name }
    }
  }

  /// A model that only the bill has; nil for another, and for one that step 4 has found everywhere.
  private static func billed(_ name: Name, _ own: [(index: Int, group: SplitGroup)]) -> Model? {
    guard own.contains(where: { $0.group.parts[BillPart.notInLedger.rawValue] != 0 }) else {
      return nil
    }
    var quantities: [Cell: Int128] = [:]
    for (_, group) in own {
      guard group.hasLines, let quantity = group.billedQuantity, group.expected.quantity == 0 else {
        return nil
      }
      let cell = Cell(period: group.key.period, unitClass: group.key.unitClass)
      if quantity != 0 { quantities[cell] = quantity }
    }
    return Model(
      name: name, groups: own.map(\.index), quantities: quantities,
      amount: own.reduce(0) { $0 + $1.group.billed })
  }

  /// A model of the ledger by a set of rows.
  private static func ledger(
    _ name: Name, _ own: [Int], _ uses: [GroupKeys.Key: GroupUsageTotals], periods indices: [Int],
    _ splitting: DifferenceSplitState
  ) -> Model {
    let periods = Set(indices.map { splitting.groups[$0].key.period })
    var (quantities, amount): ([Cell: Int128], Int128) = ([:], 0)
    for (key, use) in uses where key.model == .known(name) && periods.contains(key.period) {
      amount += use.cost
      let cell = Cell(period: key.period, unitClass: key.unitClass)
      if use.quantity != 0 { quantities[cell] = use.quantity }
    }
    return Model(name: name, groups: own, quantities: quantities, amount: amount)
  }

  private static func match(_ billed: Model, _ ledger: Model, _ set: BilledRowRules) -> Match? {
    let (one, other) = (byPeriod(billed.quantities), byPeriod(ledger.quantities))
    let equal = one.count { other[$0.key] == $0.value }
    if equal * 2 > one.count {
      return Match(billed: billed, ledger: ledger, isExact: true, set: set, periods: equal)
    }
    guard areAlike(byClass(billed.quantities), byClass(ledger.quantities)) else { return nil }
    return Match(billed: billed, ledger: ledger, isExact: false, set: set, periods: equal)
  }

  private static func byPeriod(_ cells: [Cell: Int128]) -> [Int: [BilledClass: Int128]] {
    var periods: [Int: [BilledClass: Int128]] = [:]
    for (cell, quantity) in cells { periods[cell.period, default: [:]][cell.unitClass] = quantity }
    return periods
  }

  private static func byClass(_ cells: [Cell: Int128]) -> [BilledClass: Int128] {
    var classes: [BilledClass: Int128] = [:]
    for (cell, quantity) in cells { classes[cell.unitClass, default: 0] += quantity }
    return classes
  }

  /// Two or more classes, and each of them equal to 1 %.
  private static func areAlike(
    _ one: [BilledClass: Int128], _ other: [BilledClass: Int128]
  ) -> Bool {
    guard one.count > 1, one.count == other.count else { return false }
    return one.allSatisfy { unitClass, quantity in
      guard let second = other[unitClass] else { return false }
      return (quantity - second).magnitude * 100 <= max(quantity, second).magnitude
    }
  }

  /// The match with the most equal periods, and of equals the first; nil where two models of the ledger match as well.
  private static func best(_ matches: [Match]) -> Match? {
    guard let most = matches.map(\.periods).max() else { return nil }
    let best = matches.filter { $0.periods == most }
    guard let first = best.first, best.allSatisfy({ $0.ledger.name == first.ledger.name }) else {
      return nil
    }
    return first
  }
}
