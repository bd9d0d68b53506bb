import Cube
import Ledger
import Pricing
import Rating

/// The change of margin where vendor cost is saved and charges stay a multiple of cost.
///
/// An estimate: charges are not rounded up to the credit step, and each tier saves the same part of its cost.
struct SavingMargin {
  /// The requests on our keys of one model, tier and service.
  private struct Group: Hashable {
    let tier: Name
    let service: Name
    let isBatch: Bool
  }

  /// The cost and the revenue of a group, in attodollars.
  private struct Sums {
    var cost: Int128 = 0
    var revenue: Int128 = 0
    var isUnsold = false

    mutating func add(_ totals: MoneyTotals) {
      cost += totals.vendorCost.attodollars
      revenue += totals.revenue.attodollars
      if totals.isUnsold { isUnsold = true }
    }
  }

  private var sums: [Group: Sums] = [:]

  /// Adds the requests of one day and dimensions; those with customers' own keys cost nothing that could be saved.
  mutating func add(_ measures: Measures, _ money: MoneyTerms, of dimensions: FactDimensions) {
    if money.isBYOK { return }
    let group = Group(
      tier: dimensions.tier, service: dimensions.service,
      isBatch: dimensions.serviceTier == RateKey.batchServiceTier)
    var totals = MoneyTotals()
    totals.add(measures, money)
    sums[group, default: Sums()].add(totals)
  }

  /// Returns the change of margin if the requests were of another model; nil where nothing is sold.
  ///
  /// - Parameter instant: when the multipliers of both models count.
  func change(
    from model: ModelKey, to other: CheaperModel, _ multipliers: MultiplierBook,
    at instant: Instant
  ) -> Money? {
    func multiplier(_ tier: Name, _ name: Name) -> Int128 {
      Int128(
        multipliers.decision(tier: tier, provider: model.provider, model: name, at: instant)
          .multiplier.millionths)
    }
    var (cost, margin, revenue) = (Int128(0), Int128(0), Int128(0))
    for (group, totals) in sums {
      if totals.isUnsold { return nil }
      cost += totals.cost
      margin += totals.revenue - totals.cost
      if totals.revenue == 0 { continue }
      guard
        let converted = Quotient.halfEven(
          totals.revenue, times: multiplier(group.tier, other.model),
          over: multiplier(group.tier, model.model))
      else { return nil }
      revenue += converted
    }
    return Quotient.halfEven(revenue - cost, times: other.cost.attodollars, over: cost).map {
      Money(attodollars: $0 - margin)
    }
  }

  /// Returns the change of margin if the requests of a service waited for a batch; nil where nothing is sold.
  func change(by batch: BatchSaving) -> Money? {
    var (cost, margin) = (Int128(0), Int128(0))
    for (group, totals) in sums where group.service == batch.service && !group.isBatch {
      if totals.isUnsold { return nil }
      cost += totals.cost
      margin += totals.revenue - totals.cost
    }
    return Quotient.halfEven(-margin, times: batch.saving.attodollars, over: cost).map(
      Money.init(attodollars:))
  }
}
