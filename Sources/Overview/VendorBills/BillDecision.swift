import Bills
import Ledger

/// The decision on a bill as a line of a table.
package struct BillDecision: Sendable {
  /// The vendor, the format and the month; a line more where only one of several bills is to be paid.
  package let bill: String
  /// `yes`, or `no`.
  package let agrees: String
  /// In units of the last decimal that the bill shows, by `columns`; nil where there is nothing to do.
  package let amounts: [Int128?]

  /// The headings of the amounts.
  package static let columns = [
    "Pay", "Dispute of it", "Ask: overbilled", "Ask: underbilled", "Compare again", "Accrue",
  ]
}

extension VendorBill {
  /// The verdict on the bill, and what to do about each amount.
  package var decisionFigures: BillDecision {
    let claims = BillClaims(self)
    let order: [[BillClaim]] = [
      [.dispute], [.ask], [.askLess], [.compareAgain], [.undercharged, .uncovered],
    ]
    return BillDecision(
      bill: "\(vendor)\n\(summary.format)\n\(monthName)"
        + (statements.isEmpty ? "" : "\none of \(statements.count), not all"),
      agrees: summary.agrees ? "yes" : "no",
      amounts: [shownUnits(summary.total)]
        + order.map { $0.reduce(0) { $0 + claims[$1].units } }.map { $0 == 0 ? nil : $0 })
  }

  /// The share of what is to dispute that some requests prove, in a sentence; nil where nothing is to dispute.
  ///
  /// `Of 3.23 USD to dispute on the openai bill of September 2026 (openai-costs), these rows prove 2.35.`
  package func proof(of proven: Money) -> String? {
    let disputed = BillClaims(self)[.dispute]
    if disputed.units == 0 { return nil }
    let start =
      "Of \(disputed.text(decimals)) USD to dispute on the \(vendor) bill of \(monthName) "
      + "(\(summary.format)), these rows prove "
    let rest = disputed.amount - proven
    // Each amount of a request is rounded at 10⁻¹⁸.
    if rest.attodollars <= 1_000_000 { return start + "all." }
    let units = min(shownUnits(proven), disputed.units)
    if units == disputed.units {
      return start + "all but \(Figures.money(rest, decimals: decimals + 2)) USD."
    }
    return start
      + (units == 0 ? "none." : "\(RoundedBillAmount(proven, units: units).text(decimals)).")
  }
}
