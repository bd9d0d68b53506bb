import Cube
import Ledger

/// The quantity and cost of a set of rows in one group.
struct GroupUsageTotals {
  /// In 10⁻¹⁸ units.
  private(set) var quantity: Int128 = 0
  /// In attodollars.
  private(set) var cost: Int128 = 0
  /// The part of both that is the ledger's reasoning.
  private(set) var reasoning: (quantity: Int128, cost: Int128) = (0, 0)
  private(set) var hasUnpriced = false
  /// Some of the rows have a price.
  private(set) var hasPriced = false
  private(set) var requests: Int64 = 0
  /// The quantity of the rows without a price.
  private(set) var unpricedQuantity: Int128 = 0
  private(set) var unpricedRequests: Int64 = 0
  private var lastRow = -1
  /// The same by rate of the ledger.
  private(set) var byRate: [(rate: Int32, quantity: Int128, cost: Int128, requests: Int64)] = []

  /// The requests by rate, each once.
  var requestsByRate: [Int32: Int64] {
    byRate.reduce(into: [:]) { $0[$1.rate, default: 0] += $1.requests }
  }

  mutating func add(
    _ unitClass: UnitClass, _ use: (quantity: Int64, cost: Money), rate: Int32, isUnpriced: Bool,
    row: Int, requests: Int64
  ) {
    let quantity = BilledQuantity(Int128(use.quantity), of: unitClass).attounits
    let cost = use.cost.attodollars
    self.quantity += quantity
    self.cost += cost
    if unitClass == .reasoning {
      reasoning = (reasoning.quantity + quantity, reasoning.cost + cost)
    }
    if isUnpriced {
      hasUnpriced = true
      unpricedQuantity += quantity
    } else {
      hasPriced = true
    }
    // A request has several classes, and counts once.
    let isNew = row != lastRow
    if isNew {
      self.requests += requests
      if isUnpriced { unpricedRequests += requests }
    }
    lastRow = row
    byRate.append((rate, quantity, cost, isNew ? requests : 0))
  }
}

/// The rows of a vendor's ledger that fall into the periods of a bill, by period, rate and standing.
struct PeriodUse {
  struct Key: Hashable {
    let period: Int
    let rate: Int32
    let standing: UseRow.Standing
  }

  /// By period, rate and standing; sorted.
  let rows: [(key: Key, requests: Int64, quantities: Quantities)]

  /// - Parameter period: the index of the period of a row; nil where it is in none.
  init(_ rows: some Sequence<UseRow>, period: (UseRow) -> Int?) {
    var sums: [Key: (requests: Int64, quantities: Quantities)] = [:]
    var last: (quarterHours: (Int32, Int32), period: Int?) = ((.min, .min), nil)
    for row in rows {
      let quarterHours = (row.quarterHour, row.endQuarterHour)
      if last.quarterHours != quarterHours { last = (quarterHours, period(row)) }
      guard let index = last.period else { continue }
      let key = Key(period: index, rate: row.rate, standing: row.standing)
      let hasOverflowed = PeriodUse.add(row, to: &sums[key, default: (0, Quantities())])
      precondition(!hasOverflowed, "facts with such sums were refused")
    }
    // Rows that were subtracted again are left out.
    self.rows = sums.filter { $0.value.requests != 0 || $0.value.quantities != Quantities() }
      .map { (key: $0.key, requests: $0.value.requests, quantities: $0.value.quantities) }
      .sorted {
        ($0.key.period, $0.key.rate, $0.key.standing.rawValue)
          < ($1.key.period, $1.key.rate, $1.key.standing.rawValue)
      }
  }

  private static func add(
    _ row: UseRow, to sum: inout (requests: Int64, quantities: Quantities)
  ) -> Bool {
    sum.requests += row.requests
    return sum.quantities.add(row.quantities, sign: 1)
  }
}
