import Ledger
import Reports

/// The text that names tiers without a plan price in sentences.
package enum PlanFeeText {
  /// The tiers of the gaps, the first three by name: `enterprise and pro before 10 August 2026`.
  package static func listed(_ gaps: [ReportInput.PlanFeeGap]) -> String {
    let rest = gaps.count - most
    return (gaps.prefix(most).map(name) + (rest > 0 ? ["other tiers"] : [])).listed
  }

  /// Returns the text after a sum with gaps; empty without gaps.
  ///
  /// An example is `; without enterprise, which states no price`.
  static func without(_ gaps: [ReportInput.PlanFeeGap]) -> String {
    guard !gaps.isEmpty else { return "" }
    let reasons = Set(gaps.map(\.reason))
    let why =
      reasons == [.noPrice]
      ? ", which \(gaps.count == 1 ? "states" : "state") no price"
      : reasons == [.notListed] ? ", which plans.csv lacks" : ""
    return "; without \(listed(gaps))" + why
  }

  /// Returns the number of user months without a price: `221 of 760 user months`.
  static func share(_ plans: ReportInput.Plans) -> String {
    let whole = Figures.count(plans.userMonths, "user month")
    return plans.userMonthsWithoutPrice == plans.userMonths
      ? "any of \(whole)" : "\(Figures.count(plans.userMonthsWithoutPrice)) of \(whole)"
  }

  private static func name(_ gap: ReportInput.PlanFeeGap) -> String {
    let tier = gap.tier.isEmpty ? "users without a tier" : TierText.name(gap.tier)
    switch gap.reason {
    case .notListed, .noPrice: return tier
    case .before(let day): return "\(tier) before \(DayText.day(day))"
    case .months(let months):
      return months.count > most
        ? "\(tier) in \(months.count) months"
        : "\(tier) in \(months.map(DayText.shortMonth).listed)"
    }
  }

  /// So many are named.
  private static let most = 3
}
