import Cube
import Ledger
import Reconciliation
import Reports

/// Findings of revenue that no book states: requests without a tier count as paid, and the multiplier of the settings
/// is in force where multipliers.csv has no row.
enum AssumedRevenue {
  static func make(_ input: ReportInput) -> [Attention] {
    guard input.total.knownRevenue != nil else { return [] }
    // Blank cells of exports with a column for the tier are findings of their own.
    let isListed = input.exceptions(of: .unknownTier).contains { $0.row.tier.isEmpty }
    func isTierless(_ dimensions: FactDimensions) -> Bool {
      !isListed && dimensions.tier.isEmpty && dimensions.terms.basis.contains(.unlistedTier)
    }
    // A request of a status that is not charged earns nothing, whatever its tier or multiplier.
    let charged = input.settings.charged
    let tierless = input.facts.total { charged.contains($0.status) && isTierless($0) }
    let byDefault = input.facts.total {
      charged.contains($0.status) && $0.terms.basis.contains(.defaultMultiplier)
        && !$0.terms.isFree && !isTierless($0)
    }
    return [
      finding(
        .noTier, tierless, input,
        one: "without a tier counts as paid", many: "without a tier count as paid",
        remedy: "; edit accounts.csv.",
        "Add a row to accounts.csv for each account or user: it gives their plan where the ledger "
          + "states no tier."),
      finding(
        .defaultMultiplier, byDefault, input, one: "of a paid tier uses the default multiplier",
        many: "of paid tiers use the default multiplier",
        "multipliers.csv has no approved row in force for them: add one of their tier, model or "
          + "provider, with its reason."),
    ].compactMap(\.self)
  }

  private static func finding(
    _ kind: Attention.Kind, _ totals: MoneyTotals, _ input: ReportInput, one: String,
    many: String, remedy: String = ".", _ detail: String
  ) -> Attention? {
    guard totals.revenue > .zero else { return nil }
    let count = totals.requests - totals.unpriced
    let isAll = totals.revenue == input.total.revenue
    return Attention(
      kind: kind, key: .empty, count: count, amount: totals.revenue,
      sentence: AttentionList.fitting(
        "\(Figures.count(count, "request")) \(count == 1 ? one : many)", remedy, or: "."),
      detail: (isAll ? "All usage revenue comes from them. " : "") + detail
        + (totals.unpriced > 0
          ? " Neither figure includes \(Figures.count(totals.unpriced, "more such request")) without a price."
          : ""),
      isAlwaysListed: isAll || totals.unpriced > 0)
  }
}
