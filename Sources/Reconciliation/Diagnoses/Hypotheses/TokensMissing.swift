import Ledger

extension CostHypothesis {
  /// A quantity is blank here, and a whole number of its units explains the rest.
  static let tokensMissing = CostHypothesis(
    code: .tokensMissing,
    mistake: .filling { right, row in
      let blanks = (row.lastResort.map { [$0] } ?? row.details.blanks).filter { unitClass in
        unitClass != .second && right.sheet.bands.contains { $0.prices[unitClass] != nil }
      }
      let least = row.leastUnit(amongBlanks: blanks.count, beside: right)
      return blanks.flatMap { unitClass -> [CostCalculation] in
        let own = right.reckoning.bandIndex(in: right.sheet)
        // Tokens of input that are missing may have lifted the request into a higher band.
        let bands = unitClass.isInput ? own..<right.sheet.bands.count : own..<own + 1
        return bands.compactMap { row.filled(right, unitClass, inBand: $0, from: least) }
      }
    })
}

extension CostRow {
  /// The least price of a unit, in attodollars, at which few recorded costs would be a whole number of units by chance.
  ///
  /// At a price of ten steps of the recorded cost every tenth would be, for each quantity that is blank, and for each of some
  /// fifty forms of a second mistake.
  fileprivate func leastUnit(amongBlanks count: Int, beside start: CandidateCost) -> Int128 {
    if lastResort != nil { return 1 }
    let isAlone = start.reckoning == right.reckoning
    return 10 * Int128(count) * (isAlone ? 1 : 50) * recordedStep
  }

  /// The value of the last digit of the recorded cost, in attodollars.
  ///
  /// It is a step of the ledger's scale, or a larger one of which all its decimals are multiples.
  private var recordedStep: Int128 {
    let written = usdTrillionths == nil ? amountDecimals : decimals
    return powerOfTen(Money.decimals - min(written, decimals))
  }

  /// The reckoning with so many units of `unitClass` as explain the recorded cost best; nil where one has no
  /// price, or costs less than `least`.
  fileprivate func filled(
    _ right: CandidateCost, _ unitClass: UnitClass, inBand band: Int, from least: Int128
  ) -> CostCalculation? {
    guard let price = right.sheet.bands[band].prices[unitClass]?.perUnit.attodollars,
      price >= least
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
  /// True if it counts for the band.
  fileprivate var isInput: Bool {
    [.input, .cacheRead, .cacheWrite5m, .cacheWrite1h].contains(self)
  }
}
