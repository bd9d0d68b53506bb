import Bills
import Ledger

extension BillReconciliation {
  /// Returns true if the sum of a part in some bill and month is further from 0 than a tolerance; rounding does not count.
  ///
  /// - Parameter onlyDoubtful: only parts count that a person has to look into.
  package func hasDifference(over tolerance: Money, onlyDoubtful: Bool = false) -> Bool {
    let parts = BillPart.allCases.filter { $0 != .rounding && (!onlyDoubtful || $0.needsReview) }
    return summaries.contains { summary in
      parts.contains { summary[$0].amount.magnitude > tolerance }
    }
  }
}
