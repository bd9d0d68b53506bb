import Cube
import Ledger
import Pricing
import Rating

/// A group of a bill with the sources of its figures: the steps of the split, and the use of the ledger.
package struct BillGroupSources: Sendable {
  package let group: BillGroup
  /// The steps that gave an amount to a part, in their order; the amounts sum to the difference.
  package let moves: [DifferenceAttribution]
  /// The use of the ledger before any step, by rate and class; largest cost first.
  package let use: [RateUse]
  private let keys: GroupKeys
  private let key: GroupKeys.Key
  /// The rows that step 1 took for those of the group.
  private let rowSet: BilledRowRules
  private let vendors: Set<Name>
  private let expectedPeriods: RowPeriods
  private let periods: RowPeriods
  /// The conditions that every line of the group states.
  let stated: BilledCell.StatedDimensions

  /// The use of one rate and class in a group.
  package struct RateUse: Hashable, Sendable {
    package let rate: UseRate
    package let unitClass: UnitClass
    package let quantity: BilledQuantity
    package let cost: Money
  }

  /// Nil where no group of the bill has the same key.
  init?(_ group: BillGroup, of splitting: DifferenceSplitState) {
    guard
      let split = splitting.groups.first(where: {
        $0.period == group.period && $0.key.model == group.model
          && $0.key.unitClass == group.unitClass
      })
    else { return nil }
    self.init(group, split, of: splitting)
  }

  /// - Parameter split: the group as it was split.
  init(_ group: BillGroup, _ split: SplitGroup, of splitting: DifferenceSplitState) {
    self.group = group
    moves = split.moves
    (key, rowSet) = (split.key, split.set)
    stated = split.cell?.stated ?? []
    keys = splitting.keys
    vendors = Set(ProviderNames.all(of: splitting.bill.vendor))
    expectedPeriods = splitting.ledger.rowPeriods(of: .expected)
    periods = splitting.ledger.rowPeriods(of: split.set)
    use = BillGroupSources.use(of: split.key, splitting)
  }

  private static func use(of key: GroupKeys.Key, _ splitting: DifferenceSplitState) -> [RateUse] {
    var sums: [RateAndClass: (quantity: Int64, cost: Money)] = [:]
    let rates = splitting.ledger.use.rates
    splitting.ledger.forEachUse(of: .expected) { period, rate, unitClass, use, _, _ in
      let model = rates[Int(rate)].model
      guard
        period == key.period,
        splitting.keys.key(period: period, model: model, unitClass: unitClass) == key
      else { return }
      let sum = sums[RateAndClass(rate: rate, unitClass: unitClass)] ?? (0, .zero)
      sums[RateAndClass(rate: rate, unitClass: unitClass)] = (
        sum.quantity + use.quantity, sum.cost + use.cost
      )
    }
    return sums.map { key, sum in
      RateUse(
        rate: rates[Int(key.rate)], unitClass: key.unitClass,
        quantity: BilledQuantity(Int128(sum.quantity), of: key.unitClass), cost: sum.cost)
    }.sorted(by: isBefore)
  }

  private struct RateAndClass: Hashable {
    let rate: Int32
    let unitClass: UnitClass
  }

  private static func isBefore(_ left: RateUse, _ right: RateUse) -> Bool {
    if left.cost.magnitude != right.cost.magnitude {
      return left.cost.magnitude > right.cost.magnitude
    }
    func texts(_ use: RateUse) -> [Name] {
      [
        use.rate.model, use.rate.serviceTier, use.rate.region, Name(use.rate.status.name),
        use.rate.tier, use.rate.service, Name(use.unitClass.name),
      ]
    }
    let (a, b) = (texts(left), texts(right))
    return a == b ? left.rate.contextOver < right.rate.contextOver : a.lexicographicallyPrecedes(b)
  }
}

extension BillGroupSources {
  /// Step 1 added rows that repeat others.
  package var hasRepeatedRows: Bool { rowSet != .expected && rowSet.part == .duplicate }
  /// Step 1 took other rows for those of the group.
  package var hasOtherRows: Bool { rowSet != .expected }

  /// Returns true if step 1 gave its amount to a part.
  func movesRows(to part: BillPart) -> Bool { rowSet != .expected && rowSet.part == part }

  /// Returns true if a request may be in the group; it costs less to ask than `costs`.
  package func mayHold(vendor: Name, startedAt: Instant, endedAt: Instant) -> Bool {
    let day = 86_400 * Instant.nanosecondsPerSecond
    let from = group.period.from.nanoseconds - 2 * day
    let to = group.period.to.nanoseconds + 2 * day
    return vendors.contains(vendor) && from <= max(startedAt, endedAt).nanoseconds
      && startedAt.nanoseconds < to
  }

  /// Returns the cost of requests in the group: before any step, and among the rows of step 1; nil where they are not in it.
  ///
  /// - Parameter requests: some that count, or all of them repeat others.
  package func costs(of requests: QuarterHourUse, isRepeated: Bool) -> (
    before: Money?, after: Money?
  )? {
    let standing: UseRow.Standing = isRepeated ? .duplicate : .counted
    func cost(_ isInGroup: (UseRow, UseRate, UseRow.Standing) -> Bool) -> Money? {
      var cost: Money?
      for row in requests.rows where isInGroup(row, requests.rates[Int(row.rate)], standing) {
        if let used = share(of: row, in: requests) { cost = (cost ?? .zero) + used.cost }
      }
      return cost
    }
    let (before, after) = (cost(isExpected), cost(isTaken))
    if before == nil && after == nil { return nil }
    return (before, after)
  }

  /// Returns true if the requests of a row are in the group before any step, if they have its model and class.
  func isExpected(_ row: UseRow, _ rate: UseRate, _ standing: UseRow.Standing) -> Bool {
    BilledRowRules.expected.has(rate, standing) && expectedPeriods.index(of: row) == key.period
  }

  /// Returns the same of the rows that step 1 took.
  func isTaken(_ row: UseRow, _ rate: UseRate, _ standing: UseRow.Standing) -> Bool {
    rowSet.has(rate, standing) && periods.index(of: row) == key.period
  }

  /// Returns true if requests of a model may be in the group; it costs less to ask than `share`.
  func mayHold(model: Name) -> Bool {
    if case .known(let name) = key.model { name == model } else { key.model == .all }
  }

  /// Returns the quantity and the cost of a row that belong to the model and class of the group; nil without any.
  ///
  /// - Parameter only: the class of the ledger that counts; nil counts all classes of the group.
  func share(
    of row: UseRow, in all: QuarterHourUse, only: UnitClass? = nil
  ) -> (quantity: BilledQuantity, cost: Money)? {
    let model = all.rates[Int(row.rate)].model
    var found: (quantity: Int128, cost: Money)?
    for unitClass in UnitClass.allCases where only == nil || unitClass == only {
      let used = all.use(of: unitClass, in: row)
      guard used.quantity != 0,
        keys.key(period: key.period, model: model, unitClass: unitClass) == key
      else { continue }
      let quantity = BilledQuantity(Int128(used.quantity), of: unitClass).attounits
      found = ((found?.quantity ?? 0) + quantity, (found?.cost ?? .zero) + used.cost)
    }
    return found.map { (BilledQuantity(attounits: $0.quantity), $0.cost) }
  }
}

extension DifferenceSplit {
  /// Returns the sources of a group; nil where the bill has no such group.
  package static func sources(
    of group: BillGroup, in bill: Bill, use: QuarterHourUse, books: Books,
    reportingZone: ReportingZone, zones: [ReportingZone]
  ) -> BillGroupSources? {
    var splitting = DifferenceSplitState(bill, use, books)
    splitting.run(zones: [.utc, reportingZone] + zones)
    return BillGroupSources(group, of: splitting)
  }
}
