import Insight
import Ledger

/// Models that another one of their class could replace, and services that could wait for a batch.
enum ModelAdvice {
  static func all(_ insight: UsageInsight) -> [Recommendation] {
    insight.models.flatMap { model in
      [cheaper(model, insight)].compactMap { $0 }
        + model.batches.compactMap { batch(model, $0, insight) }
    }
  }

  private static func cheaper(_ model: ModelUse, _ insight: UsageInsight) -> Recommendation? {
    guard let cheaper = model.cheaper, let cost = model.vendorCost else { return nil }
    // The option ends the provider at a stroke, and the model at the last equals sign.
    let isPlain =
      !cheaper.model.description.contains("=") && !model.provider.description.contains("/")
    return Recommendation(
      .cheaperModel, "\(model.provider)/\(model.model)", cheaper.saving, days: insight.days,
      arithmetic: "\(AdviceText.count(model.requests, "request")) of \(model.model) cost "
        + "\(AdviceText.money(cost)); with \(cheaper.model) they would cost "
        + "\(AdviceText.money(cheaper.cost)).",
      margin: Recommendation.MarginEffect(model.marginChangeWithCheaper),
      attempt: isPlain
        ? AdviceText.simulate(
          ["--swap", "\(model.provider)/\(model.model)=\(cheaper.model)"], insight) : "")
  }

  private static func batch(
    _ model: ModelUse, _ batch: BatchSaving, _ insight: UsageInsight
  ) -> Recommendation? {
    Recommendation(
      .batch, "\(batch.service) \(model.provider)/\(model.model)", batch.saving, days: insight.days,
      arithmetic: "\(AdviceText.count(batch.requests, "request")) of \(model.model) for "
        + "\(batch.service) cost \(AdviceText.money(batch.cost + batch.saving)); as batch requests they would "
        + "cost \(AdviceText.money(batch.cost)).",
      margin: Recommendation.MarginEffect(model.marginChangesWithBatch[batch.service]))
  }
}
