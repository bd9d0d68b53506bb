import Cube
import Ledger
import Reports

/// A finding of which there is none, where not every request could be checked for it.
package struct NoneFound: Hashable, Sendable {
  /// The name of the report that would list it, without `.csv`.
  package let report: String
  /// Its extent, as a sheet without rows shows it: `none in 125 of 145 paid requests`.
  package let extent: String
  /// The same as a sentence.
  package let sentence: String

  static func make(_ input: ReportInput) -> [NoneFound] {
    guard !input.isCostOnly else { return [] }
    return [negativeMargin(input.total), wrongCharges(input)].compactMap(\.self)
  }

  private static func negativeMargin(_ total: MoneyTotals) -> NoneFound? {
    guard total.knownNegativeMargin == 0, total.paidUnpriced > 0 else { return nil }
    let all = total.paidPriced + total.paidUnpriced
    let extent =
      "none in \(Figures.count(total.paidPriced)) of \(Figures.count(all, "paid request"))"
    return NoneFound(
      report: "negative-margin", extent: extent,
      sentence: "Negative margin: \(extent); the others have no price.")
  }

  private static func wrongCharges(_ input: ReportInput) -> NoneFound? {
    let totals = input.reconciliation
    let (compared, all) = (input.recordedCredits.compared, input.total.requests)
    let none = [
      (totals.overchargedRows, "overcharged"), (totals.underchargedRows, "undercharged"),
    ].filter { $0.0 == 0 }.map(\.1)
    guard compared > 0, compared < all, let last = none.last else { return nil }
    let extent = "none in \(Figures.count(compared)) of \(Figures.count(all, "request"))"
    return NoneFound(
      report: "corrections", extent: extent,
      sentence: "Credits \(none.count == 2 ? "overcharged or \(last)" : last): \(extent); "
        + "the others could not be compared.")
  }
}
