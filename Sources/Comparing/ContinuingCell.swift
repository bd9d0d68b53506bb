import Ledger

/// One cell of a continuing account in both periods, for one measure.
struct ContinuingCell {
  let key: CellKey
  let a: CellSums
  let b: CellSums
  let measure: SummedMeasure
  /// The cells of A with the same key, of all accounts.
  let group: CellWeights
  /// The requests of the account in A and in B, of all its cells; both are above 0.
  let accountRequests: (a: Int128, b: Int128)
  /// The days of A and of B that the ledger covers; both are above 0.
  let days: (a: Int128, b: Int128)

  /// Returns the effect of each driver, by the formulas of docs/COMPARE.md.
  func effects() throws(ComparisonTooLarge) -> Effects {
    let weightsA = try CellWeights(a, of: key, measure)
    let weightsB = try CellWeights(b, of: key, measure)
    let reference =
      weightsA.requests > 0 ? weightsA : group.requests > 0 ? group : weightsB
    var effects = Effects()
    let perDay = try scaled(weightsA.total, by: days.b, over: days.a)
    effects[.days] = perDay - weightsA.total
    effects[.requests] =
      try scaled(weightsA.total, by: accountRequests.b, over: accountRequests.a) - perDay
    if reference.requests > 0 { try add(weightsB, reference, to: &effects) }
    let usage = effects.sum
    effects[.mix] = weightsB.total - weightsA.total - usage
    addBooks(to: &effects)
    return effects
  }

  /// Adds the effects of the requests themselves: their size, the cached share of their prompts, and rounding.
  private func add(
    _ b: CellWeights, _ reference: CellWeights, to effects: inout Effects
  ) throws(ComparisonTooLarge) {
    /// An amount of the reference for as many requests as B has.
    func forRequests(_ amount: Int128) throws(ComparisonTooLarge) -> Int128 {
      try scaled(amount, by: b.requests, over: reference.requests)
    }
    // B's quantities at the unit costs of the reference.
    var atReference = b.amounts
    for index in atReference.indices where reference.quantities[index] != 0 {
      atReference[index] = try scaled(
        reference.amounts[index], by: b.quantities[index], over: reference.quantities[index])
    }
    let prompt = CellWeights.prompt
    func sum(_ amounts: ClassAmounts) -> Int128 { prompt.reduce(0) { $0 + amounts[$1] } }
    let promptAmount = sum(reference.amounts)
    let promptTokens = sum(reference.quantities)
    let promptAtReference = sum(atReference)
    let sized =
      promptTokens == 0
      ? promptAtReference
      : try scaled(promptAmount, by: sum(b.quantities), over: promptTokens)
    effects[.prompt] = try sized - forRequests(promptAmount)
    effects[.cacheShare] = promptAtReference - sized
    for (effect, unitClass) in ContinuingCell.sizes {
      let index = CellWeights.index(of: unitClass)
      effects[effect] = try atReference[index] - forRequests(reference.amounts[index])
    }
    effects[.bands] =
      try b.amounts.sum - atReference.sum + b.fees - forRequests(reference.fees)
    effects[.rounding] = try b.rounding - forRequests(reference.rounding)
  }

  /// The sizes of requests besides the prompt.
  private static let sizes: [(Effect, UnitClass)] = [
    (.output, .output), (.reasoning, .reasoning), (.audioInput, .audioInput),
    (.audioOutput, .audioOutput), (.images, .image), (.searches, .search), (.seconds, .second),
  ]

  /// Adds the effects of prices, multipliers and credit settings.
  private func addBooks(to effects: inout Effects) {
    switch measure {
    case .cost:
      effects[.vendorPrices] = b.priceCost - a.priceCost
      effects[.unpriced] = b.unpricedCost - a.unpricedCost
    case .revenue:
      effects[.vendorPrices] = b.priceRevenue - a.priceRevenue
      effects[.multipliers] = b.multiplierRevenue - a.multiplierRevenue
      effects[.setting] = b.settingRevenue - a.settingRevenue
      effects[.unpriced] = b.unpricedRevenue - a.unpricedRevenue
    }
  }
}
