import Ledger

extension CostHypothesis {
  /// A price per thousand was taken for one per unit or per million, or the other way round.
  static let unit1000 = CostHypothesis(
    code: .unit1000, mistake: .figure { right, row, take in right.scale(by: 1_000, for: row, take) }
  )
}

extension CandidateCost {
  /// Passes on the cost with all prices, those of tokens or that of one class `factor` times too high or too low.
  func scale(by factor: Int128, for row: CostRow, _ take: (Money) -> Void) {
    let step = powerOfTen(Money.decimals - row.decimals)
    // Of quantities that another mistake changed nothing would show, were the price next to nothing.
    let mustShow = reckoning.quantities != row.right.reckoning.quantities
    func add(_ part: Int128) {
      let (product, overflow) = part.multipliedReportingOverflow(by: factor)
      let rest = Money(attodollars: cost.attodollars - part)
      func give(_ scaled: Int128) {
        let figure = rest + Money(attodollars: scaled)
        // Where nothing is left of the whole, zero was recorded.
        guard scaled > 0, figure <= Money.totalLimit, 2 * figure.attodollars >= step,
          !mustShow || scaled >= step || rest == .zero
            || figure.roundedHalfUp(toStep: step) != rest.roundedHalfUp(toStep: step)
        else { return }
        take(figure)
      }
      give(overflow ? 0 : product)
      give(part / factor)
    }
    add(cost.attodollars)
    guard reckoning.brackets == nil else { return }
    let band = reckoning.bandIndex(in: sheet)
    var tokens: Int128 = 0
    sheet.forEachProduct(of: reckoning) { unitClass, quantity, price in
      // Seconds are counted in nanoseconds; milliseconds may have been taken for them.
      let part =
        price.attodollars * Int128(quantity) / Int128(unitClass.quantityPerUnit)
      if unitClass.defaultPer > 1 { tokens += part }
      if part > 0 && part < cost.attodollars { add(part) }
    }
    if tokens > 0 && tokens < cost.attodollars { add(tokens) }
    // A wrong unit in one row of the book is passed on to all prices derived from it.
    for classes in sheet.bands[band].derivedTogether {
      let part = classes.reduce(0) { $0 + sheet.cost(of: $1, in: band, reckoning) }
      if part > 0 && part < cost.attodollars { add(part) }
    }
  }
}
