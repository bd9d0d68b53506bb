import Cube
import Insight
import Ledger

/// A customer: the account, or the user where the ledger names no account; or all of them together.
package struct CustomerLine: Sendable {
  /// `(none)` where a row names neither.
  package let name: String
  /// The tiers of the requests, by name.
  package let tiers: String
  package let users: Int64
  package let totals: MoneyTotals
  /// Nil if they are all unknown.
  package let planFees: Money?
  /// The fees paid for the credits of the usage revenue, so that they add nothing to the margin.
  var hasPaidCredits = false
  /// Nil where the margin or the fees are not known, or the fees paid for the credits of the revenue.
  package var marginWithPlanFees: Money? {
    guard !hasPaidCredits, let margin = knownMargin, let planFees else { return nil }
    return margin + planFees
  }
  /// The change of the shown amount by which customers are ordered, against the period before.
  ///
  /// In units of the last shown decimal; nil without a period before, or where either is not known.
  package let change: Int128?
  /// Of the amount of all customers, in 10⁻⁴ percent.
  package let share: Int128?
  /// Of this customer and all larger ones, in 10⁻⁴ percent.
  package let cumulative: Int128?
  /// One bar for each month, week or day; empty where there is one only.
  package let trend: String
  /// It has requests in the period before, and none in this one.
  package let isLost: Bool
  /// The group by the change of its cost; nil where it is not known.
  package var segment: Segment?
}

extension CustomerLine {
  /// Nil where requests have no price and the others cost nothing, as those with a customer's own key.
  package var knownVendorCost: Money? { isCostMissing ? nil : totals.knownVendorCost }

  /// Nil where the revenue or the vendor cost is.
  package var knownMargin: Money? { isCostMissing ? nil : totals.knownMargin }

  /// In 10⁻⁴ percent; nil without revenue, or where the vendor cost is not known.
  package var marginPercent: Int128? { isCostMissing ? nil : totals.marginPercent }

  /// Margin less the target of all revenue, in 10⁻⁴ points.
  package var comparedPoints: Int128? { isCostMissing ? nil : totals.comparedPoints }

  private var isCostMissing: Bool { totals.unpriced > 0 && totals.vendorCost == .zero }
}
