import Cube
import Ledger
import Reports

/// A report without rows, where some requests could not be checked for it.
package struct UncheckedRequests: Hashable, Sendable {
  /// The name of the report that would list it, without `.csv`.
  package let report: String
  /// Its extent, as a sheet without rows shows it: `none among 87 charged requests`.
  package let extent: String
  /// The same as a sentence.
  package let sentence: String

  static func make(_ input: ReportInput) -> [UncheckedRequests] {
    guard !input.isCostOnly else { return [] }
    return [negativeMargin(input), wrongCharges(input)].compactMap(\.self)
  }

  /// Requests that are not charged, or run with customers' own keys, have no margin: they are apart, as those without a
  /// price are.
  ///
  /// A request without recorded credits is compared by the recomputed ones.
  private static func negativeMargin(_ input: ReportInput) -> UncheckedRequests? {
    let total = input.total
    let isPartlyRecorded = input.recordedCredits.known > 0 && input.recordedCredits.notRecorded > 0
    guard total.knownNegativeMargin == 0, total.paidUnpriced > 0 || isPartlyRecorded else {
      return nil
    }
    let statuses = input.settings.charged
    let charged = input.facts.total { statuses.contains($0.status) }.paidPriced
    let compared = input.facts.total { statuses.contains($0.status) && !$0.isBYOK }.paidPriced
    let recomputed = recomputedCharges(input)
    guard total.paidUnpriced > 0 || recomputed > 0 else { return nil }
    let others = [
      (total.paidPriced - charged, "is not charged", "are not charged"),
      (charged - compared, "uses a customer's own key", "use customers' own keys"),
      (total.paidUnpriced, "has no price", "have no price"),
    ].filter { $0.0 > 0 }.map { "\(Figures.count($0.0)) \($0.0 == 1 ? $0.1 : $0.2)" }
    let extent = "none among \(Figures.count(compared, "charged request"))"
    let basis =
      recomputed == 0
      ? ""
      : ", \(recomputed == compared ? "" : "\(Figures.count(recomputed)) of them ")by recomputed credits"
    return UncheckedRequests(
      report: "negative-margin", extent: extent,
      sentence: "Negative margin: \(extent) of paid tiers\(basis)"
        + (others.isEmpty ? "." : "; \(others.listed)."))
  }

  /// The number of charged requests of paid tiers, with a price and on our keys, that record no credits.
  private static func recomputedCharges(_ input: ReportInput) -> Int64 {
    let facts = input.facts
    guard !facts.rows.hasNoGaps else { return 0 }
    let statuses = input.settings.charged
    let isCompared = facts.dimensions.map {
      statuses.contains($0.status) && !$0.isBYOK && !$0.terms.isFree
    }
    var count: Int64 = 0
    for index in facts.rows.indices where isCompared[Int(facts.rows[index].dimensions)] {
      count += facts.rows.gaps(at: index).credits
    }
    // What has no price is in no margin.
    for exception in input.exceptions(of: .unpriced) {
      let row = exception.row
      if row.recordedCredits == nil, statuses.contains(row.requestKind.status),
        !row.requestKind.isBYOK, !row.terms.isFree
      {
        count -= 1
      }
    }
    return count
  }

  private static func wrongCharges(_ input: ReportInput) -> UncheckedRequests? {
    let totals = input.reconciliation
    let (compared, all) = (input.recordedCredits.compared, input.total.requests)
    let none = [
      (totals.overchargedRows, "overcharged"), (totals.underchargedRows, "undercharged"),
    ].filter { $0.0 == 0 }.map(\.1)
    guard compared > 0, compared < all, let last = none.last else { return nil }
    let extent = "none among \(Figures.count(compared)) of \(Figures.count(all, "request"))"
    return UncheckedRequests(
      report: "corrections", extent: extent,
      sentence:
        "Credits \(input.hasDeductions ? "of the usage export " : "")\(none.count == 2 ? "overcharged or \(last)" : last): \(extent); "
        + "Assay could not compare the others.")
  }
}
