import Cube
import Insight
import Ledger
import Reconciliation

/// Requests on customers' own keys that owe a fee which no class sets, and causes of wrong charges.
enum ChargeAdvice {
  /// The fee of the class `standard`, in percent.
  private static let feePercent: Int128 = 10

  static func all(_ input: ReportInput, _ insight: UsageInsight) -> [Recommendation] {
    if input.isCostOnly { return [] }
    return ownKeys(input, insight) + charges(input, insight)
  }

  /// Those of the reported causes whose first request can be named.
  private static func charges(_ input: ReportInput, _ insight: UsageInsight) -> [Recommendation] {
    let lines = input.causes.filter { $0.effect.worth != 0 && $0.cause != .refund }
    if lines.isEmpty { return [] }
    let ids = firstIDs(of: Set(lines.map(\.cause)), input)
    return lines.flatMap { line -> [Recommendation] in
      let attempt =
        ids[line.cause].map { "assay explain \(AdviceText.quoted($0.description))" } ?? ""
      func advice(_ kind: Recommendation.Kind, _ worth: Int128, _ words: String) -> Recommendation?
      {
        let amount = Money(attodollars: worth)
        return Recommendation(
          kind, line.cause.name, amount, days: insight.days,
          arithmetic: DiagnosisText.sentence(line, in: input.zone).dropLast()
            + ": customers \(words) \(AdviceText.money(amount)).", attempt: attempt)
      }
      return [
        advice(.overcharge, line.effect.overchargedWorth, "were charged too much by"),
        advice(.undercharge, line.effect.underchargedWorth, "were charged too little by"),
      ].compactMap { $0 }
    }
  }

  /// The id of the first request of each cause, by file and line.
  private static func firstIDs(of causes: Set<Cause>, _ input: ReportInput) -> [Cause: Name] {
    var missing = causes
    var ids: [Cause: Name] = [:]
    for index in input.exceptions.indices {
      if missing.isEmpty { break }
      guard ExceptionRow.isMismatch(order: input.exceptions.order(at: index)) else { continue }
      let row = input.exceptions[index].row
      for cause in [row.diagnosis?.cost?.cause, row.diagnosis?.credits?.cause].compactMap({ $0 })
      where missing.remove(cause) != nil { ids[cause] = row.requestID }
    }
    return ids
  }

  /// By provider: models whose requests on own keys were charged nothing, because no class with a fee is known.
  private static func ownKeys(_ input: ReportInput, _ insight: UsageInsight) -> [Recommendation] {
    let charged = input.settings.charged
    let models = input.facts.totals(byDimensions: ModelName.init) {
      $0.isBYOK && charged.contains($0.status)
    }.filter { $0.totals.microcredits == 0 && $0.totals.notionalCost > .zero }
    let classless = models.filter { insight.classless.contains($0.key.pair) }
    let providers = Dictionary(grouping: classless, by: \.key.provider)
    return providers.keys.sorted().compactMap { provider -> Recommendation? in
      let own = providers[provider] ?? []
      let cost = own.reduce(Money.zero) { $0 + $1.totals.notionalCost }
      let requests = own.reduce(Int64(0)) { $0 + $1.totals.requests - $1.totals.unpriced }
      let fee = Quotient.halfEven(cost.attodollars, times: feePercent, over: 100) ?? 0
      return Recommendation(
        .ownKeyFee, provider.description, Money(attodollars: fee), days: insight.days,
        arithmetic:
          "\(AdviceText.count(requests, "request")) on customers' own keys would have cost "
          + "\(AdviceText.money(cost)); 10 % of that is \(AdviceText.money(Money(attodollars: fee))).",
        attempt: own.map { "\(provider),\($0.key.model),standard" }.joined(separator: " "))
    }
  }

  private struct ModelName: Hashable, Comparable {
    let provider: Name
    let model: Name

    init(_ dimensions: FactDimensions) {
      (provider, model) = (dimensions.provider, dimensions.model)
    }

    var pair: UsageInsight.ModelName { UsageInsight.ModelName(provider: provider, model: model) }

    static func < (left: ModelName, right: ModelName) -> Bool {
      left.provider == right.provider ? left.model < right.model : left.provider < right.provider
    }
  }
}
