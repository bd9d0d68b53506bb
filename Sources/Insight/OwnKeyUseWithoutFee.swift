import Ledger
import Pricing

/// Paid requests on customers' own keys that owe no fee, because their model has no class.
package struct OwnKeyUseWithoutFee: Equatable, Sendable {
  package let provider: Name
  package let model: Name
  package internal(set) var requests: Int64
  /// The cost of the requests if the keys were ours.
  package internal(set) var notionalCost: Money
  /// The model book has a row of the model that states no class; another row would overlap it.
  package let isDescribed: Bool

  /// Returns the sums of models, by provider and model.
  static func all(_ sums: InsightSums, _ book: ModelBook) -> [OwnKeyUseWithoutFee] {
    var models: [[Name]: OwnKeyUseWithoutFee] = [:]
    for (rate, sum) in sums.rates where rate.isWithoutFee && rate.isPriced && sum.requests != 0 {
      let key = [rate.kind.provider, rate.model]
      var use =
        models[key]
        ?? OwnKeyUseWithoutFee(
          provider: rate.kind.provider, model: rate.model, requests: 0, notionalCost: .zero,
          isDescribed: book.hasRowWithoutClass(
            ModelKey(provider: rate.kind.provider, model: rate.model)))
      use.requests += sum.requests
      use.notionalCost = use.notionalCost + Money(attodollars: sum.cost)
      models[key] = use
    }
    return models.values.sorted {
      $0.provider == $1.provider ? $0.model < $1.model : $0.provider < $1.provider
    }
  }
}
