import Ledger
import Pricing

/// Paid requests with customers' own keys that owe no fee, because their model has no class.
package struct OwnKeyUseWithoutFee: Equatable, Sendable {
  package let provider: Name
  package let model: Name
  package let requests: Int64
  /// The cost of the requests if the keys were ours.
  package let notionalCost: Money
  /// The cell or row that the model book needs.
  package let missing: MissingClass

  /// Returns the sums of models, by provider and model.
  static func all(_ sums: InsightSums, _ book: ModelBook) -> [OwnKeyUseWithoutFee] {
    let wanted = sums.rates.all.filter { use in
      use.rate.isWithoutFee && use.rate.isPriced && use.sum.requests != 0
    }
    let models = Dictionary(grouping: wanted) { row in
      ModelKey(provider: row.rate.kind.provider, model: row.rate.model)
    }
    var uses: [OwnKeyUseWithoutFee] = []
    for (model, rows) in models {
      var (requests, cost, latest) = (Int64(0), Int128(0), Instant.distantPast)
      for use in rows {
        requests += use.sum.requests
        cost += use.sum.cost
        latest = max(latest, use.rate.since)
      }
      uses.append(
        OwnKeyUseWithoutFee(
          provider: model.provider, model: model.model, requests: requests,
          notionalCost: Money(attodollars: cost),
          missing: book.missingClass(of: model, since: latest)))
    }
    return uses.sorted {
      $0.provider == $1.provider ? $0.model < $1.model : $0.provider < $1.provider
    }
  }
}
