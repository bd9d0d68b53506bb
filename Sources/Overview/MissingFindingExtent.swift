import Cube
import Ledger
import Reports

/// A finding of which there is none, where not every request could be checked for it.
package struct MissingFindingExtent: Hashable, Sendable {
  /// The name of the report that would list it, without `.csv`.
  package let report: String
  /// Its extent, as a sheet without rows shows it: `none among 87 charged requests`.
  package let extent: String
  /// The same as a sentence.
  package let sentence: String

  static func make(_ input: ReportInput) -> [MissingFindingExtent] {
    guard !input.isCostOnly else { return [] }
    return [negativeMargin(input), wrongCharges(input)].compactMap(\.self)
  }

  /// Requests that are not charged have no margin: they are apart, as those without a price are.
  private static func negativeMargin(_ input: ReportInput) -> MissingFindingExtent? {
    let total = input.total
    guard total.knownNegativeMargin == 0, total.paidUnpriced > 0 else { return nil }
    let statuses = input.settings.charged
    let charged = input.facts.total { statuses.contains($0.status) }.paidPriced
    let others = [
      (total.paidPriced - charged, "is not charged", "are not charged"),
      (total.paidUnpriced, "has no price", "have no price"),
    ].filter { $0.0 > 0 }.map { "\(Figures.count($0.0)) \($0.0 == 1 ? $0.1 : $0.2)" }
    let extent = "none among \(Figures.count(charged, "charged request"))"
    return MissingFindingExtent(
      report: "negative-margin", extent: extent,
      sentence: "Negative margin: \(extent) of paid tiers; \(others.listed).")
  }

  private static func wrongCharges(_ input: ReportInput) -> MissingFindingExtent? {
    let totals = input.reconciliation
    let (compared, all) = (input.recordedCredits.compared, input.total.requests)
    let none = [
      (totals.overchargedRows, "overcharged"), (totals.underchargedRows, "undercharged"),
    ].filter { $0.0 == 0 }.map(\.1)
    guard compared > 0, compared < all, let last = none.last else { return nil }
    let extent = "none among \(Figures.count(compared)) of \(Figures.count(all, "request"))"
    return MissingFindingExtent(
      report: "corrections", extent: extent,
      sentence: "Credits \(none.count == 2 ? "overcharged or \(last)" : last): \(extent); "
        + "the others could not be compared.")
  }
}
