import Credits
import Ledger

/// Credit events that Assay could not read, days that events or usage lack, and plans that no book has.
enum MissingEventAttention {
  /// Returns a finding for each of them.
  static func make(_ coverage: MissingCreditEvents) -> [Attention] {
    let rejected = coverage.rejected
    var findings: [Attention] = []
    let figures = "Balances, realised and deferred revenue, plan fees and checks"
    if rejected > 0 {
      findings.append(
        Attention(
          kind: .credits, key: Name(CreditCheck.eventRejected.rawValue), count: rejected,
          amount: nil,
          sentence: "Assay could not read \(Figures.count(rejected, "credit event")).",
          detail: "\(figures) exclude \(rejected == 1 ? "it" : "them")."))
    }
    if let gap = coverage.gap {
      let days = Int64(gap.usage.number - gap.events.number)
      findings.append(
        Attention(
          kind: .credits, key: endKey, count: days, amount: nil,
          sentence: "credits/ ends \(Figures.count(days, "day")) before the usage.",
          detail: "\(coverage.end ?? ""). \(figures) lack the days between."))
    }
    return findings + (coverage.days.map(days) ?? []) + plans(coverage.unlistedPlans)
  }

  private static func days(_ gaps: CreditDayGaps) -> [Attention] {
    [
      (usageKey, gaps.withoutUsage, ("Usage", "credits/"), "vendor cost and usage revenue"),
      (
        daysKey, gaps.withoutEvents, ("credits/", "usage"),
        "plan fees, realised revenue and breakage"
      ),
    ].filter { !$0.1.isEmpty }.map { key, ranges, names, figures in
      let count = CreditDayGaps.count(ranges)
      return Attention(
        kind: .credits, key: key, count: count, amount: nil,
        sentence: "\(names.0) lacks \(Figures.count(count, "day")) of \(names.1).",
        detail: "\(CreditDayGaps.listed(ranges)): \(figures) lack them, so the margin on realised "
          + "revenue and breakage is not known.")
    }
  }

  private static func plans(_ unlisted: [Name]) -> [Attention] {
    if unlisted.isEmpty { return [] }
    let count = Int64(unlisted.count)
    return [
      Attention(
        kind: .credits, key: planKey, count: count, amount: nil,
        sentence: "Rollovers are not known: plans.csv lacks \(Figures.count(count, "plan")).",
        detail: "\(TierText.listed(plans: unlisted)): Assay takes their rollovers as 0, which "
          + "can raise the expired credits and breakage, and lower the closing balances.")
    ]
  }

  private static let endKey: Name = "events_end"
  private static let daysKey: Name = "events_days"
  private static let usageKey: Name = "usage_days"
  private static let planKey: Name = "plans_unlisted"

  /// The remedy of missing days or plans; nil for another finding.
  static func remedy(_ key: Name) -> String? {
    switch key {
    case endKey, daysKey: "Export the credit events of these days, and run again."
    case usageKey: "Export the usage of these days, and run again."
    case planKey: "Add these plans to plans.csv, with their rollover, and run again."
    default: nil
    }
  }
}
