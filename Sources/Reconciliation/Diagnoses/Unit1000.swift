import Ledger

extension CostHypothesis {
  /// A price per thousand was taken for one per unit or per million, or the other way round.
  static let unit1000 = CostHypothesis(
    code: .unit1000, mistake: .figure { right, row, take in right.scale(by: 1_000, for: row, take) }
  )
}

extension ReckonedCost {
  /// Passes on the cost with all prices, those of tokens or that of one class `factor` times too high or too low.
  func scale(by factor: Int128, for row: CostRow, _ take: (Money) -> Void) {
    func add(_ part: Int128, atLeast least: Int128) {
      let (product, overflow) = part.multipliedReportingOverflow(by: factor)
      let rest = cost.attodollars - part
      func give(_ scaled: Int128) {
        let figure = Money(attodollars: rest + scaled)
        if scaled >= least && figure <= Money.totalLimit { take(figure) }
      }
      give(overflow ? 0 : product)
      give(part / factor)
    }
    add(cost.attodollars, atLeast: 1)
    guard reckoning.brackets == nil else { return }
    let band = reckoning.bandIndex(in: sheet)
    // Cached tokens or reasoning of which less than a step is left are as good as dropped, which has its codes.
    let step = powerOfTen(Money.decimals - row.decimals)
    var tokens: Int128 = 0
    sheet.forEachQuantity(of: reckoning) { unitClass, quantity, price in
      // Seconds have no unit to mistake.
      let part = unitClass == .second ? 0 : price.attodollars * Int128(quantity)
      if unitClass.defaultPer > 1 { tokens += part }
      if part > 0 && part < cost.attodollars {
        add(part, atLeast: unitClass.hasDroppedCode ? step : 1)
      }
    }
    if tokens > 0 && tokens < cost.attodollars { add(tokens, atLeast: 1) }
    // A wrong unit in one row of the book is passed on to all prices derived from it.
    for classes in sheet.bands[band].derivedTogether {
      let part = classes.reduce(0) { $0 + sheet.cost(of: $1, in: band, reckoning) }
      if part > 0 && part < cost.attodollars { add(part, atLeast: 1) }
    }
  }
}

extension UnitClass {
  /// Whether leaving it out is a mistake with a code of its own.
  fileprivate var hasDroppedCode: Bool {
    switch self {
    case .cacheRead, .cacheWrite5m, .cacheWrite1h, .reasoning: true
    case .input, .output, .audioInput, .audioOutput, .image, .search, .second, .request: false
    }
  }
}
