import Ledger
import Pricing

/// Paid requests on customers' own keys that owe no fee, because their model has no class.
package struct OwnKeyUseWithoutFee: Equatable, Sendable {
  package let provider: Name
  package let model: Name
  package internal(set) var requests: Int64
  /// The cost of the requests if the keys were ours.
  package internal(set) var notionalCost: Money
  /// What the model book needs.
  package let missing: MissingClass

  /// Returns the sums of models, by provider and model.
  static func all(_ sums: InsightSums, _ book: ModelBook) -> [OwnKeyUseWithoutFee] {
    var models: [[Name]: OwnKeyUseWithoutFee] = [:]
    let rates = sums.rates.filter { rate, sum in
      rate.isWithoutFee && rate.isPriced && sum.requests != 0
    }
    var latest: [[Name]: Instant] = [:]
    for (rate, _) in rates {
      let key = [rate.kind.provider, rate.model]
      latest[key] = max(latest[key] ?? rate.since, rate.since)
    }
    for (rate, sum) in rates {
      let key = [rate.kind.provider, rate.model]
      var use =
        models[key]
        ?? OwnKeyUseWithoutFee(
          provider: rate.kind.provider, model: rate.model, requests: 0, notionalCost: .zero,
          missing: book.missingClass(
            of: ModelKey(provider: rate.kind.provider, model: rate.model),
            since: latest[key] ?? rate.since))
      use.requests += sum.requests
      use.notionalCost = use.notionalCost + Money(attodollars: sum.cost)
      models[key] = use
    }
    return models.values.sorted {
      $0.provider == $1.provider ? $0.model < $1.model : $0.provider < $1.provider
    }
  }
}
