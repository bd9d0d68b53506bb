import Cube
import Ledger
import Reconciliation
import Reports

/// Findings of usage that costs something and brings in less than it could, and of recorded costs that no figure has.
enum LeakAndGapAttention {
  static func make(_ input: ReportInput) -> [Attention] {
    [
      unconverted(input), unrecorded(input), planPrice(input), ownKeys(input), overBudget(input),
    ].compactMap { $0 }
  }

  /// Recorded costs in a currency without a rate on the day: they are in no sum and were not compared.
  private static func unconverted(_ input: ReportInput) -> Attention? {
    let count = input.recordedCosts.unconverted
    guard count > 0 else { return nil }
    let verb = count == 1 ? "has" : "have"
    return Attention(
      kind: .unconverted, key: .empty, count: count, amount: nil,
      sentence: "\(Figures.count(count, "recorded cost"))\(input.unconvertedCurrencies) \(verb) no "
        + "exchange rate.",
      detail: "The sum of recorded costs covers "
        + "\(Figures.count(input.recordedCosts.known, "request")). fx.csv lacks the rate of the day."
    )
  }

  /// Costs or credits that were recorded of some requests only: the recorded sums are of these.
  private static func unrecorded(_ input: ReportInput) -> Attention? {
    let parts = [("cost", input.recordedCosts), ("credits", input.recordedCredits)]
      .filter { $0.1.known > 0 && $0.1.notRecorded > 0 }
    guard let most = parts.map(\.1.notRecorded).max() else { return nil }
    let words = parts.enumerated().map { index, part in
      let count = part.1.notRecorded
      let noun = index == 0 ? Figures.count(count, "request") : Figures.count(count)
      let verb = index > 0 ? "" : count == 1 ? " records" : " record"
      return "\(noun)\(verb) no \(part.0)"
    }
    return Attention(
      kind: .unrecorded, key: .empty, count: most, amount: nil,
      sentence: "\(words.listed).",
      detail: "Recorded sums cover the other requests only; Assay could not compare these.")
  }

  /// Paid tiers with requests whose plan states no monthly price; none where plans.csv lists none of them, which has a
  /// finding of its own.
  private static func planPrice(_ input: ReportInput) -> Attention? {
    let plans = input.plans
    guard !input.isCostOnly, plans.lacksPrices,
      plans.known != nil || plans.gaps.contains(where: { $0.reason != .notListed })
    else { return nil }
    return Attention(
      kind: .planPrice, key: .empty, count: Int64(plans.gaps.count), amount: nil,
      sentence: plans.known == nil
        ? "\(PlanFeeText.name(plans)) are not known: no paid plan in use states a price."
        : AttentionList.fitting(
          "\(PlanFeeText.name(plans)) exclude ", "\(PlanFeeText.listed(plans.gaps)).",
          or: "some tiers."),
      detail: "plans.csv states no monthly price for \(PlanFeeText.share(plans)). Write "
        + "monthly_price_usd there; 0 means that a plan has no fee.")
  }

  /// Requests with customers' own keys that were charged nothing, because no class of their models with a fee is known.
  private static func ownKeys(_ input: ReportInput) -> Attention? {
    guard !input.isCostOnly else { return nil }
    // A request of a status that is not charged owes no fee.
    let charged = input.settings.charged
    let all = input.facts.totals(byDimensions: \.model) {
      $0.isBYOK && charged.contains($0.status)
    }
    let uncharged = all.filter { $0.totals.microcredits == 0 }
    guard uncharged.contains(where: { $0.totals.notionalCost > .zero }) else { return nil }
    // Whether a model without any price has a fee is not known, but where no other has one.
    let models = uncharged.filter {
      $0.totals.notionalCost > .zero || $0.totals.unpriced > 0 && uncharged.count == all.count
    }
    let sum = models.reduce(into: MoneyTotals()) { $0.add($1.totals) }
    let count = sum.requests
    let largest = models.sorted {
      ($0.totals.notionalCost, $1.key) > ($1.totals.notionalCost, $0.key)
    }.prefix(3).map(\.key.description)
    return Attention(
      kind: .ownKeys, key: .empty, count: count, amount: sum.knownNotionalCost,
      sentence: sum.unpriced > 0
        ? AttentionList.fitting(
          "\(Figures.count(count, "request")) with own keys had no fee; ",
          "\(Figures.count(count - sum.unpriced)) have a price.", or: "not all have a price.")
        : "\(Figures.count(count, "request")) with customers' own keys had no platform fee.",
      detail: "No model class with a platform fee is set for \(largest.listed)"
        + "\(models.count > 3 ? " and others" : ""); models.csv sets the class of a model. The amount is their notional cost."
        + (sum.unpriced > 0 ? " " + AttentionList.priced(sum) : ""),
      isAlwaysListed: sum.unpriced > 0)
  }

  /// The usage of free tiers over the monthly budget of the settings.
  private static func overBudget(_ input: ReportInput) -> Attention? {
    guard
      let guardRow = input.guards.first(where: { $0.guardName == "monthly_budget" }),
      guardRow.requests > 0
    else { return nil }
    return Attention(
      kind: .overBudget, key: .empty, count: guardRow.requests, amount: guardRow.saved,
      sentence: "\(Figures.count(Int64(guardRow.users), "free user")) used more than "
        + "\(guardRow.setting) \(guardRow.setting == "1" ? "credit" : "credits") a month.",
      detail: "\(Figures.count(guardRow.requests, "request")) exceeded the quota in the settings.")
  }
}
