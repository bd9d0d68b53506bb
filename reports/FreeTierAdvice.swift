import Cube
import Insight
import Ledger
import Simulation

/// The guard of the free tiers that saves most and few users would notice.
enum FreeTierAdvice {
  static func all(_ input: ReportInput, _ insight: UsageInsight) -> [Recommendation] {
    if input.isCostOnly || input.guards.isEmpty { return [] }
    let users = input.facts.userNames(where: \.terms.isFree).count
    // Of equals the first, as they are set.
    var best: QuotaImpact?
    for row in input.guards where row.saved > .zero && row.users * 20 <= users {
      if row.saved > best?.saved ?? .zero { best = row }
    }
    let dimensions = zip(input.facts.dimensions, input.facts.hasFactOfDimensions).filter {
      $0.1 && $0.0.terms.isFree
    }.map(\.0)
    let tiers = Set(dimensions.map(\.tier)).sorted()
    guard let best else { return [] }
    let setting = best.guardName == "both" ? "all that are set" : "\(best.setting)"
    let found = Recommendation(
      .freeBudget, tiers.map(\.description).joined(separator: ";"), best.saved, days: insight.days,
      arithmetic: "\(words(best.guardName)) (\(setting)) would stop "
        + "\(AdviceText.count(best.requests, "request")) of \(AdviceText.count(Int64(best.users), "user")) "
        + "among \(GroupedDigits.text(Int64(users))), which cost \(AdviceText.money(best.saved)).",
      margin: input.isCostOnly ? nil : .raises,
      attempt: options(best.guardName, tiers, dimensions, input.settings.freeTier).map {
        AdviceText.simulate($0, insight)
      } ?? "")
    return [found].compactMap { $0 }
  }

  private static func words(_ guardName: String) -> String {
    switch guardName {
    case "model_restriction": "The list of allowed models"
    case "monthly_budget": "The monthly budget in credits"
    case "daily_cap": "The daily cap in credits"
    default: "The limits of the free tier together"
    }
  }

  /// The changes of `simulate` that are the guard for tiers; nil where its options cannot name a tier or a model.
  private static func options(
    _ guardName: String, _ tiers: [Name], _ dimensions: [FactDimensions], _ limits: FreeTierLimits
  ) -> [String]? {
    let isAll = guardName == "both"
    var options: [String] = []
    let allowed = Set(limits.allowedModels)
    if guardName == "model_restriction" || isAll, !allowed.isEmpty {
      for tier in tiers {
        let blocked = Set(dimensions.filter { $0.tier == tier }.map(\.model)).subtracting(allowed)
          .sorted().map(\.description)
        if tier.description.contains(":") || blocked.contains(where: { $0.contains(",") }) {
          return nil
        }
        if !blocked.isEmpty {
          options += ["--block", "\(tier):\(blocked.joined(separator: ","))"]
        }
      }
    }
    if guardName == "monthly_budget" || isAll {
      options += tiers.flatMap { ["--budget", "\($0)=\(limits.budget)"] }
    }
    if guardName == "daily_cap" || isAll, let cap = limits.dailyCap {
      options += tiers.flatMap { ["--daily-cap", "\($0)=\(cap)"] }
    }
    return options
  }
}
