import Insight
import Ledger
import Reports

/// Savings by another model or by batch, with the amount of the period.
enum SavingAttention {
  static func make(_ input: ReportInput) -> [Attention] {
    guard let insight = input.insight else { return [] }
    return insight.models.flatMap { model in
      [cheaper(model)].compactMap { $0 } + model.batches.compactMap { batch(model, $0) }
    }
  }

  private static func cheaper(_ model: ModelUse) -> Attention? {
    guard let cheaper = model.cheaper, let cost = model.vendorCost else { return nil }
    let paid = model.requests - model.ownKeyRequests
    var finding = Attention(
      kind: .cheaperModel, key: Name("\(model.provider)/\(model.model)=\(cheaper.model)"),
      count: paid, amount: cheaper.saving,
      sentence: AttentionList.fitting(
        "\(model.model) costs ",
        "\(Figures.money(cheaper.saving)) USD more than \(cheaper.model) would.",
        or: "\(Figures.money(cheaper.saving)) USD more than another model."),
      detail: "\(Figures.count(paid, "request")) cost \(Figures.money(cost)) USD; at "
        + "\(cheaper.model), of the same class, they would cost \(Figures.money(cheaper.cost)) USD. "
        + "A cheaper model may give worse answers."
        + words(ofMarginChange: model.marginChangeWithCheaper)
    )
    finding.marginChange = model.marginChangeWithCheaper
    return finding
  }

  /// The effect of the saving on margin, as a further sentence; empty where that is not known.
  private static func words(ofMarginChange change: Money?) -> String {
    guard let change, change != .zero else { return "" }
    return change > .zero
      ? " Margin would rise by about \(Figures.money(change)) USD."
      : " Charges follow cost: margin would fall by about \(Figures.money(change.magnitude)) USD."
  }

  private static func batch(_ model: ModelUse, _ batch: BatchSaving) -> Attention? {
    guard batch.saving > .zero else { return nil }
    let change = model.marginChangesWithBatch[batch.service]
    var finding = Attention(
      kind: .batch, key: Name("\(batch.service) \(model.model)"), count: batch.requests,
      amount: batch.saving,
      sentence: AttentionList.fitting(
        "Batch would save \(Figures.money(batch.saving)) USD ", "for \(model.model).",
        or: "for a model."),
      detail: "\(Figures.count(batch.requests, "request")) of service \(batch.service) to "
        + "\(model.model) cost \(Figures.money(batch.cost + batch.saving)) USD; as batch requests they would "
        + "cost \(Figures.money(batch.cost)) USD." + words(ofMarginChange: change))
    finding.marginChange = change
    return finding
  }
}
