import Bills
import Ledger
import Overview
import Terminal

/// The conditions of `--fail-on` about vendors' bills.
package enum BillFailCondition: String, CaseIterable {
  /// Any part of a difference but rounding.
  case bill
  /// Parts that no rule explains.
  case unexplained = "bill-unexplained"

  static let names = allCases.map(\.rawValue)

  /// Returns true if a part is further from 0 than the tolerance in some bill and month.
  package func isMet(by bills: BillReconciliation, tolerance: Money) -> Bool {
    bills.hasDifference(over: tolerance, onlyDoubtful: self == .unexplained)
  }

  /// Returns the conditions that are stated, each once, in their order.
  package static func read(_ arguments: Arguments) throws(UsageFault) -> [BillFailCondition] {
    let conditions = try arguments.value(
      "--fail-on", expected: "a list of: \(names.joined(separator: ", "))"
    ) { text in
      let parts = text.split(separator: ",", omittingEmptySubsequences: false)
      let conditions = parts.compactMap { BillFailCondition(rawValue: String($0)) }
      return conditions.count == parts.count ? conditions : nil
    }
    var seen: Set<BillFailCondition> = []
    return (conditions ?? []).filter { seen.insert($0).inserted }
  }

  /// Returns the amount that a part may have without meeting a condition.
  package static func tolerance(_ arguments: Arguments) throws(UsageFault) -> Money {
    try arguments.value("--bill-tolerance", expected: "USD of 0 or more") { text in
      let number = NumberText.decimal(
        Name(text), scale: Money.decimals, limit: Money.totalLimit.attodollars)
      if case .success(let number) = number { return Money(attodollars: number.value) }
      return nil
    } ?? .zero
  }
}
