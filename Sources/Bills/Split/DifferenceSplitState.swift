import Cube
import Ledger
import Rating

/// The groups of one bill, whose differences the steps split one after another: bills.md §4.
struct DifferenceSplitState {
  let bill: Bill
  let ledger: BillLedger
  let prices: BillPrices
  let keys: GroupKeys
  var groups: [SplitGroup]

  /// Makes the groups with a line or with a quantity in the ledger.
  init(_ bill: Bill, _ use: QuarterHourUse, _ books: Books) {
    self.bill = bill
    ledger = BillLedger(use, of: bill)
    prices = BillPrices(books, vendor: bill.vendor)
    let periods = ledger.periods.all
    let numbers = Dictionary(uniqueKeysWithValues: periods.enumerated().map { ($1, $0) })
    var cells: [GroupKeys.Key: BilledCell] = [:]
    for cell in bill.cells {
      guard let period = numbers[cell.period] else {
        preconditionFailure("the periods of a bill are those of its lines, and others")
      }
      cells[GroupKeys.Key(period: period, model: cell.model, unitClass: cell.unitClass)] = cell
    }
    keys = GroupKeys(cells.keys)
    let uses = DifferenceSplitState.uses(of: .expected, ledger, keys)
    let statesAll = bill.cells.allSatisfy { cell in
      guard case .known = cell.model, cell.unitClass != .all, cell.unitClass != .unknown else {
        return true
      }
      return cell.quantity != nil
    }
    groups = Set(cells.keys).union(uses.keys).map { key in
      let cell = cells[key]
      return SplitGroup(
        key: key, period: periods[key.period],
        month: bill.zone.day(of: periods[key.period].from).month, cell: cell,
        billedQuantity: cell.map { $0.quantity?.attounits } ?? (statesAll ? 0 : nil),
        expected: uses[key] ?? GroupUsageTotals(),
        causes: bill.hasQuantitiesOfExport && cell?.quantity != nil
          ? [DifferenceSplitState.exportCause] : [])
    }.sorted { $0.key < $1.key }
  }

  /// The code of groups whose billed quantity is that of a usage export.
  private static let exportCause = "quantity:export"

  /// The use of a set of rows, by group.
  private static func uses(
    of set: BilledRowRules, _ ledger: BillLedger, _ keys: GroupKeys
  ) -> [GroupKeys.Key: GroupUsageTotals] {
    var uses: [GroupKeys.Key: GroupUsageTotals] = [:]
    ledger.forEachUse(of: set) { period, rate, unitClass, use, row, requests in
      let of = ledger.use.rates[Int(rate)]
      let key = keys.key(period: period, model: of.model, unitClass: unitClass)
      uses[key, default: GroupUsageTotals()].add(
        unitClass, use, rate: rate, isUnpriced: of.isUnpriced, row: row, requests: requests)
    }
    return uses
  }

  /// The requests of the ledger without a price by month of the bill's zone, each once.
  var unpricedRequests: [Month: Int64] {
    var requests: [Month: Int64] = [:]
    var last = -1
    ledger.forEachUse(of: .expected) { period, rate, _, _, row, count in
      // A row comes once for each of its classes.
      if row != last, ledger.use.rates[Int(rate)].isUnpriced {
        let month = bill.zone.day(of: ledger.periods.all[period].from).month
        requests[month, default: 0] += count
      }
      last = row
    }
    return requests
  }

  /// Returns the service tiers of a group's requests.
  func serviceTiers(of group: SplitGroup) -> Set<Name> {
    Set(
      group.use.byRate.map { entry in
        let tier = ledger.use.rates[Int(entry.rate)].serviceTier
        return tier.isEmpty ? "standard" : tier
      })
  }

  /// The use of a set of rows, by group.
  func uses(of set: BilledRowRules) -> [GroupKeys.Key: GroupUsageTotals] {
    DifferenceSplitState.uses(of: set, ledger, keys)
  }

  /// The indices of groups that are alike in something, each list in the order of the groups.
  func indices<Key: Hashable>(by key: (SplitGroup) -> Key?) -> [[Int]] {
    var lists: [Key: [Int]] = [:]
    for index in groups.indices {
      if let key = key(groups[index]) { lists[key, default: []].append(index) }
    }
    return lists.values.sorted { $0[0] < $1[0] }
  }

  /// Runs the steps in their order, each over all groups before the next.
  ///
  /// - Parameter zones: the zones in which days may have started.
  mutating func run(zones: [ReportingZone]) {
    takeOtherRows(zones: zones)
    shiftDays()
    reclassify()
    settleOneSided()
    compareStated()
    meetQuantities()
    settleRounding()
    settleUnpriced()
    findPrices()
    settleRounding()
    findFactors()
    settleRounding()
    settleRest()
  }

  private mutating func meetQuantities() {
    for index in groups.indices where !groups[index].isSettled {
      let group = groups[index]
      guard let missing = group.missing, missing != 0, group.quantity != 0 else { continue }
      let price = BillAveragePrice.average(group.cost, over: group.quantity)
      groups[index].meetQuantity(
        (Ratio(missing) * price.ratio).roundedHalfEven, .quantity, by: group.missing(at: price))
    }
  }

  private mutating func settleRounding() {
    for index in groups.indices { groups[index].settleRounding() }
  }

  private mutating func settleUnpriced() {
    for index in groups.indices where !groups[index].isSettled && groups[index].use.hasUnpriced {
      groups[index].settle(.unpriced, cause: "unpriced")
    }
  }

  private mutating func settleRest() {
    for index in groups.indices where !groups[index].isSettled {
      groups[index].settle((groups[index].billedQuantity ?? 0) > 0 ? .price : .unexplained)
    }
  }
}

extension GroupKeys.Key: Comparable {
  /// By period, model and class; of the last two by bytes of their texts.
  static func < (left: Self, right: Self) -> Bool {
    if left.period != right.period { return left.period < right.period }
    let (a, b) = (left.model.text, right.model.text)
    if a != b { return a < b }
    if left.model != right.model { return left.model.rank < right.model.rank }
    return Name(left.unitClass.name) < Name(right.unitClass.name)
  }
}

extension BilledModel {
  /// The text in the column `model`.
  package var text: Name {
    switch self {
    case .all: .empty
    case .known(let name), .unmapped(let name): name
    }
  }

  fileprivate var rank: Int {
    switch self {
    case .all: 0
    case .known: 1
    case .unmapped: 2
    }
  }
}
