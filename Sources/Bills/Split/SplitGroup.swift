import Ledger

/// A group while its difference is split.
struct SplitGroup {
  let key: GroupKeys.Key
  let period: Validity
  /// The month of its start, in the bill's zone.
  let month: Month
  /// Its lines, summed; nil without lines.
  let cell: BilledCell?
  /// B, in attodollars.
  let billed: Int128
  /// Q′, in 10⁻¹⁸ units; nil where it is not stated.
  let billedQuantity: Int128?
  let tolerance: Tolerance
  /// The rows that should be of it.
  let expected: GroupUsageTotals
  /// The rows by which the rest is explained.
  private(set) var use: GroupUsageTotals
  private(set) var set = BilledRowRules.expected
  /// Q and C, as the steps change them.
  private(set) var quantity: Int128
  private(set) var cost: Int128
  private(set) var parts: [Int128]
  private(set) var causes: [String]
  /// The amounts that the steps moved, in their order.
  private(set) var moves: [DifferenceAttribution] = []
  private(set) var isSettled = false
  /// Shifted days or classes gave it another quantity.
  private(set) var isRedistributed = false

  init(
    key: GroupKeys.Key, period: Validity, month: Month, cell: BilledCell?, billedQuantity: Int128?,
    expected: GroupUsageTotals, causes: [String] = []
  ) {
    self.key = key
    self.period = period
    self.month = month
    self.cell = cell
    billed = cell?.amount.attodollars ?? 0
    self.billedQuantity = billedQuantity
    tolerance = cell?.tolerance ?? .zero
    self.expected = expected
    self.causes = causes
    use = expected
    quantity = expected.quantity
    cost = expected.cost
    parts = Array(repeating: 0, count: BillPart.allCases.count)
  }

  var hasLines: Bool { cell != nil }

  /// Q and C of the rows that step 1 took, before later steps.
  var quantityOfRows: Int128 { use.quantity }
  var costOfRows: Int128 { use.cost }

  /// By rate, the requests by which the rows of step 1 are more or fewer than the expected ones.
  var movedRequests: [Int32: Int64] {
    if set == .expected { return [:] }
    let before = expected.requestsByRate.mapValues { -$0 }
    return use.requestsByRate.merging(before, uniquingKeysWith: +).filter { $0.value != 0 }
      .mapValues(abs)
  }

  /// The remainder of the difference.
  var rest: Int128 { billed - cost }

  /// True if the bill agrees with the quantities, or without such, with the cost.
  var agrees: Bool { agrees(quantity: quantity, cost: cost) }

  func agrees(quantity: Int128, cost: Int128) -> Bool {
    if let billedQuantity { return billedQuantity == quantity }
    return tolerance.covers(Money(attodollars: billed - cost))
  }

  /// The quantity of the bill less that of the ledger; nil where it is not stated.
  var missing: Int128? { billedQuantity.map { $0 - quantity } }

  /// The arithmetic of the missing quantity at a price.
  func missing(at price: BillAveragePrice) -> DifferenceAttribution.Arithmetic {
    .quantities([
      DifferenceAttribution.Term(
        label: "", quantity: BilledQuantity(attounits: missing ?? 0), price: price)
    ])
  }

  // MARK: Changes

  /// Moves an amount from what is left to a part.
  mutating func move(
    _ amount: Int128, to part: BillPart, cause: String? = nil,
    by arithmetic: DifferenceAttribution.Arithmetic
  ) {
    if amount != 0 || cause != nil {
      moves.append(
        DifferenceAttribution(
          part: part, cause: cause ?? "", amount: Money(attodollars: amount),
          cost: Money(attodollars: cost), arithmetic: arithmetic))
    }
    parts[part.rawValue] += amount
    cost += amount
    if let cause { causes.append(cause) }
  }

  /// Gives all that is left to a part, and ends with the group.
  mutating func settle(_ part: BillPart, cause: String? = nil) {
    move(rest, to: part, cause: cause, by: .rest)
    isSettled = true
  }

  /// Takes other rows of the ledger for those of the group.
  mutating func take(_ other: GroupUsageTotals, of set: BilledRowRules) {
    move(other.cost - cost, to: set.part, cause: set.cause, by: .otherRows)
    (use, self.set) = (other, set)
    (quantity, cost) = (other.quantity, other.cost)
  }

  /// Moves an amount, and takes the quantity of the bill for that of the ledger.
  mutating func meetQuantity(
    _ amount: Int128, _ part: BillPart, cause: String? = nil,
    by arithmetic: DifferenceAttribution.Arithmetic
  ) {
    move(amount, to: part, cause: cause, by: arithmetic)
    quantity = billedQuantity ?? quantity
    if part != .quantity { isRedistributed = true }
  }

  /// Rounding ends with the group, if what is left is within the digits of the bill.
  mutating func settleRounding() {
    if !isSettled, tolerance.covers(Money(attodollars: rest)) { settle(.rounding) }
  }
}
