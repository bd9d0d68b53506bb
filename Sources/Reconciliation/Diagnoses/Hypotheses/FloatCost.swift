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
      for cost in right.reckoning.binaryCosts(by: right.sheet) {
        let scaled = cost * power
        guard abs(scaled) < 1e17 else { continue }
        let cut = scaled.rounded(.down)
        // What is scaled may have become a half that the fraction is not.
        let exact = cut + (cost.isAboveHalf(of: scaled, power) ? 1 : 0)
        var figures = [scaled.rounded(.toNearestOrEven), scaled.rounded(), exact]
        // A cut that decimals give as well is no mistake of binary fractions.
        if Int128(cut) != right.cost.attodollars / step { figures.append(cut) }
        for figure in figures {
          take(Money(attodollars: Int128(figure) * step))
        }
      }
    })
}

extension Double {
  /// Whether this times `power`, without rounding the product, is above the half after the whole part of
  /// `scaled`.
  fileprivate func isAboveHalf(of scaled: Double, _ power: Double) -> Bool {
    let half = scaled.rounded(.down) + 0.5
    return (-half).addingProduct(self, power) > 0
  }
}

extension Reckoning {
  /// The cost in USD as binary fractions give it: with prices per million and per unit, divided by a million
  /// class by class and at the end.
  func binaryCosts(by sheet: PriceSheet) -> [Double] {
    var (byClass, perUnit, atTheEnd, millionths) = (0.0, 0.0, 0.0, 0.0)
    sheet.forEachProduct(of: self) { unitClass, count, price in
      let quantity = unitClass == .second ? Double(count) / 1e9 : Double(count)
      let perMillion = price.binary / 1e12
      byClass += quantity * perMillion / 1e6
      millionths += quantity / 1e6 * perMillion
      perUnit += quantity * (perMillion / 1e6)
      atTheEnd += quantity * perMillion
    }
    return [atTheEnd / 1e6, byClass, millionths, perUnit]
  }
}
