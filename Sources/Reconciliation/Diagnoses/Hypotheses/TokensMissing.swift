import Ledger

extension CostHypothesis {
  /// A quantity is blank here, and a whole number of its units explains the rest.
  static let tokensMissing = CostHypothesis(
    code: .tokensMissing,
    mistake: .filling { right, row in
      row.details.blanks.flatMap { unitClass -> [Reckoning] in
        let own = right.reckoning.bandIndex(in: right.sheet)
        // Tokens of input that are missing may have lifted the request into a higher band.
        let bands = unitClass.isInput ? own..<right.sheet.bands.count : own..<own + 1
        return bands.compactMap { row.filled(right, unitClass, inBand: $0) }
      }
    })
}

extension CostRow {
  /// The reckoning with so many units of `unitClass` as explain the recorded cost best; nil where it has no
  /// price.
  ///
  /// Of a price below two steps of the ledger's scale some number of units explains any cost: it counts only
  /// where nothing better is found.
  fileprivate func filled(
    _ right: ReckonedCost, _ unitClass: UnitClass, inBand band: Int
  ) -> Reckoning? {
    guard unitClass != .second,
      let price = right.sheet.bands[band].prices[unitClass]?.perUnit.attodollars,
      price >= (isLastResort ? 1 : 2 * powerOfTen(Money.decimals - decimals))
    else { return nil }
    var reckoning = right.reckoning
    if band != reckoning.bandIndex(in: right.sheet) { reckoning.band = .at(band) }
    guard let rest = right.sheet.cost(reckoning), recorded > rest else { return nil }
    let units = ((recorded - rest).attodollars + price / 2) / price
    guard units > 0, units <= Int128(Quantities.countLimit) else { return nil }
    return reckoning.with { $0[unitClass] = Int64(units) }
  }
}

extension UnitClass {
  /// Whether it counts for the band.
  fileprivate var isInput: Bool {
    [.input, .cacheRead, .cacheWrite5m, .cacheWrite1h].contains(self)
  }
}
