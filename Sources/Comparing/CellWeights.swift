import Ledger

/// Quantities and constant amounts of a cell or of a reference, for one measure.
struct CellWeights {
  var requests: Int128 = 0
  /// By the classes of `CellSums.classes`; seconds in nanoseconds.
  var quantities = ClassAmounts()
  /// The amount of each class.
  var amounts = ClassAmounts()
  /// The amount of fees per request, and of classes without a column.
  var fees: Int128 = 0
  /// The effect of rounding up to credit steps; 0 for costs.
  var rounding: Int128 = 0

  /// All amounts.
  var total: Int128 { amounts.sum + fees + rounding }

  static func += (left: inout CellWeights, right: CellWeights) {
    left.requests += right.requests
    left.quantities += right.quantities
    left.amounts += right.amounts
    left.fees += right.fees
    left.rounding += right.rounding
  }

  /// The classes that a prompt consists of.
  static let prompt: [Int] = [UnitClass.input, .cacheRead, .cacheWrite5m, .cacheWrite1h].map {
    index(of: $0)
  }

  static func index(of unitClass: UnitClass) -> Int {
    guard let index = CellSums.classes.firstIndex(of: unitClass) else {
      preconditionFailure("the class has a column of its own")
    }
    return index
  }
}

extension CellWeights {
  /// The weights of a measure of which the amounts are summed: revenue or vendor cost.
  init(_ sums: CellSums, of key: CellKey, _ measure: SummedMeasure) throws(ComparisonTooLarge) {
    requests = Int128(sums.requests)
    quantities = sums.quantities
    switch measure {
    case .cost:
      if key.isBYOK { return }
      amounts = sums.constantCosts
      fees = sums.constantFees
    case .revenue:
      if sums.factor != .none {
        for index in amounts.indices {
          amounts[index] = try sums.charge(of: sums.constantCosts[index])
        }
        fees = try sums.charge(of: sums.constantFees)
      }
      rounding = sums.constantRevenue - total
    }
  }
}

extension CellSums {
  fileprivate func charge(of cost: Int128) throws(ComparisonTooLarge) -> Int128 {
    try scaled(cost, by: factor.value, over: powerOfTen(ChargeFactor.decimals))
  }
}

/// A measure whose amounts are summed over requests; the margin is their difference.
enum SummedMeasure {
  case revenue, cost
}
