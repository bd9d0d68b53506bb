import Cube
import Ledger
import Reports

/// The changes of figures that the comparison with the period before lacks, as it has no users and no plans.
enum PlanFeeAndFreeLossChanges {
  /// Returns the changes of plan fees and of the free-tier loss, of the figures shown with some decimals.
  static func make(
    _ input: ReportInput, decimals: Int
  ) -> (planFees: Int128?, freeTierLoss: Int128?) {
    func change(_ before: Money?, _ after: Money?) -> Int128? {
      guard let before, let after else { return nil }
      return ShownChange.units(of: after, decimals: decimals)
        - ShownChange.units(of: before, decimals: decimals)
    }
    let fees = input.plans.lacksPrices ? nil : input.planFees
    return (
      change(input.planFeesBefore, fees), change(freeTierLossBefore(input), input.freeTierLoss)
    )
  }

  /// The free-tier loss of the base period of the comparison; nil where it had no free usage, or where its days are
  /// summed otherwise than in the comparison, as with repeated rows.
  private static func freeTierLossBefore(_ input: ReportInput) -> Money? {
    guard let comparison = input.comparison, let history = input.history else { return nil }
    let days = comparison.a.period.from...comparison.a.period.lastDay
    func sum(where isIncluded: (FactDimensions) -> Bool) -> MoneyTotals {
      history.totals(byDays: \.self, where: isIncluded).reduce(into: MoneyTotals()) { sum, day in
        if days.contains(day.key) { sum.add(day.totals) }
      }
    }
    let all = sum { _ in true }
    let free = sum(where: \.terms.isFree)
    guard all.vendorCost.attodollars == comparison.total.cost.start, free.requests > 0 else {
      return nil
    }
    return free.knownVendorCost
  }
}
