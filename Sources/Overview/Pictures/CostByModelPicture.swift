import Ledger
import Reports
import Tables

extension Picture {
  /// The vendor cost of the eight dearest models and of all others; nil where fewer than two cost anything.
  ///
  /// - Parameter decimals: those of the summary.
  static func costByModel(_ input: ReportInput, decimals: Int) -> Picture? {
    let models = input.facts.totals(byDimensions: {
      ModelOfProvider(model: $0.model, provider: $0.provider)
    })
    .filter { $0.totals.vendorCost > .zero }
    .sorted { ($0.totals.vendorCost, $1.key) > ($1.totals.vendorCost, $0.key) }
    guard models.count > 1 else { return nil }
    let whole = input.total.vendorCost
    var bars = models.prefix(8).map { (name: $0.key.words, cost: $0.totals.vendorCost) }
    let rest = models.dropFirst(8)
    if !rest.isEmpty {
      bars.append(
        (
          name: "\(Figures.count(Int64(rest.count), "other model"))",
          cost: rest.reduce(.zero) { $0 + $1.totals.vendorCost }
        ))
    }
    return Picture(
      name: "cost-by-model",
      title: title(of: models.map { ($0.key.model, $0.totals.vendorCost) }, whole: whole),
      coverage: Figures.withoutPrice(input.total.unpriced),
      caption: "Vendor cost by model, USD: \(Figures.money(whole, decimals: decimals)) in all.",
      report: "margin-by-model",
      shape: .bars(
        categories: bars.map(\.name),
        values: Series(
          name: "Vendor cost USD", role: .main, kind: .money,
          values: bars.map { .money($0.cost) }, decimals: decimals)))
  }

  /// The fewest models, three at most, that make half of the cost.
  private static func title(of models: [(name: Name, cost: Money)], whole: Money) -> String {
    var sum = Money.zero
    for (index, model) in models.prefix(3).enumerated() {
      sum = sum + model.cost
      guard sum.attodollars * 2 >= whole.attodollars else { continue }
      let names = models[...index].map(\.name.description)
      let verb = names.count == 1 ? "is" : "are"
      let share = Figures.share(sum.attodollars, of: whole.attodollars)
      return "\(names.listed) \(verb) \(share) of vendor cost"
    }
    let share = Figures.share(models[0].cost.attodollars, of: whole.attodollars)
    return "No model dominates: the most expensive, \(models[0].name), is \(share) of vendor cost"
  }
}

/// One model of one provider: two may sell a model under one name.
private struct ModelOfProvider: Hashable, Comparable {
  let model: Name
  let provider: Name

  var words: String { "\(model) (\(provider))" }

  static func < (left: ModelOfProvider, right: ModelOfProvider) -> Bool {
    left.model == right.model ? left.provider < right.provider : left.model < right.model
  }
}
