import Ledger

extension CostHypothesis {
  /// The last digit is off, as sums of binary fractions give it.
  ///
  /// Tried is rounding to even and away from zero, of the decimal product and of the binary fraction itself, and
  /// cutting off where decimals would cut elsewhere.
  static let floatCost = CostHypothesis(
    code: .floatCost,
    mistake: .figure { right, row, take in
      let step = powerOfTen(Money.decimals - row.decimals)
      // Anything further off than the last digit has another cause, and so has an amount in another currency.
      guard row.usdTrillionths == nil,
        (row.recorded - right.cost).magnitude.attodollars < 2 * step
      else { return }
      let power = Double(powerOfTen(row.decimals))
      func takeEach(of costs: [Double], isCutOnly: Bool) {
        for cost in costs {
          let scaled = cost * power
          guard abs(scaled) < 1e17 else { continue }
          let cut = scaled.rounded(.down)
          // What is scaled may have become a half that the fraction is not.
          let exact = cut + (cost.isAboveHalf(of: scaled, power) ? 1 : 0)
          var figures =
            isCutOnly ? [] : [scaled.rounded(.toNearestOrEven), scaled.rounded(), exact]
          // A cut that decimals give as well is no mistake of binary fractions.
          if Int128(cut) != right.cost.attodollars / step { figures.append(cut) }
          for figure in figures {
            take(Money(attodollars: Int128(figure) * step))
          }
        }
      }
      takeEach(of: right.reckoning.binaryCosts(by: right.sheet), isCutOnly: false)
      // What these would round to is, but for cuts of decimals, what those above do.
      takeEach(of: right.reckoning.rarerBinaryCosts(by: right.sheet), isCutOnly: true)
    })
}

extension Double {
  /// True if this times `power`, unrounded, exceeds the half above the whole part of `scaled`.
  fileprivate func isAboveHalf(of scaled: Double, _ power: Double) -> Bool {
    let half = scaled.rounded(.down) + 0.5
    return (-half).addingProduct(self, power) > 0
  }
}

extension CostCalculation {
  /// The cost in USD as binary fractions give it: with prices per million and per unit, divided by a million
  /// class by class and at the end.
  func binaryCosts(by sheet: CandidatePrices) -> [Double] { binaryProducts(by: sheet).byMillion }

  /// The same with prices per unit and per thousand, and all with the output before what is cached.
  fileprivate func rarerBinaryCosts(by sheet: CandidatePrices) -> [Double] {
    var products = binaryProducts(by: sheet)
    var costs = products.byUnit
    if let output = products.firstIndex(where: { $0.unitClass == .output }), output > 1 {
      products.insert(products.remove(at: output), at: products[0].unitClass == .input ? 1 : 0)
      costs += products.byMillion + products.byUnit
    }
    return costs
  }

  private func binaryProducts(by sheet: CandidatePrices) -> [BinaryProduct] {
    var products: [BinaryProduct] = []
    sheet.forEachProduct(of: self) { unitClass, count, price in
      let quantity = Double(count) / Double(unitClass.quantityPerUnit)
      products.append(
        BinaryProduct(unitClass: unitClass, quantity: quantity, attodollars: price.binary))
    }
    return products
  }
}

private struct BinaryProduct {
  let unitClass: UnitClass
  let quantity: Double
  let attodollars: Double
}

extension [BinaryProduct] {
  fileprivate var byMillion: [Double] {
    [
      sum { $0 * ($1 / 1e12) } / 1e6, sum { $0 * ($1 / 1e12) / 1e6 },
      sum { $0 / 1e6 * ($1 / 1e12) },
      sum { $0 * ($1 / 1e12 / 1e6) },
    ]
  }

  fileprivate var byUnit: [Double] {
    [
      sum { $0 * ($1 / 1e18) }, sum { $0 * ($1 / 1e15) / 1e3 }, sum { $0 / 1e3 * ($1 / 1e15) },
    ]
  }

  private func sum(_ cost: (_ quantity: Double, _ attodollars: Double) -> Double) -> Double {
    reduce(0) { $0 + cost($1.quantity, $1.attodollars) }
  }
}
