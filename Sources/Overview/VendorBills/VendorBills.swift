import Bills
import Ledger

/// Vendors' bills beside the ledger, by month.
package struct VendorBills: Sendable {
  /// By month; of one month those that differ, largest difference first, then those that agree.
  package let bills: [VendorBill]
  /// The exact figures.
  package let reconciliation: BillReconciliation

  package init(_ reconciliation: BillReconciliation) {
    self.reconciliation = reconciliation
    let zones = reconciliation.zones
    let groups = Dictionary(grouping: reconciliation.groups) { group in
      BillMonth(bill: group.bill, month: group.month(in: zones[group.bill] ?? .utc))
    }
    var remarks = reconciliation.remarks
    let statements = StatementsOfOneVendor(reconciliation.summaries, groups)
    bills = reconciliation.summaries.map { summary in
      let own = reconciliation.remarks.filter { $0.isOf(summary) }
      remarks.removeAll { $0.isOf(summary) }
      let key = BillMonth(bill: summary.bill, month: summary.month)
      return VendorBill(
        summary, groups: groups[key] ?? [], remarks: BillRemarkLine.all(of: own),
        statements: statements.statements(beside: key))
    }.sorted(by: VendorBills.precedes)
    otherRemarks = BillRemarkLine.all(of: remarks)
  }

  /// Remarks on lines and files that are of no bill that is shown.
  package let otherRemarks: [BillRemarkLine]
  /// The heading of those remarks.
  package static let otherRemarksTitle = "Other files and lines"

  /// The months with their bills, in order.
  package var months: [(title: String, bills: [VendorBill])] {
    Set(bills.map(\.summary.month)).sorted().map { month in
      let ofMonth = bills.filter { $0.summary.month == month }
      return (VendorBills.title(of: ofMonth), ofMonth)
    }
  }

  /// Returns the sentences on what to pay of some bills of one month: bills of the same usage, and the sum.
  ///
  /// - Parameter namesMonth: each sentence starts with the month.
  package static func payments(_ bills: [VendorBill], namesMonth: Bool = false) -> [String] {
    var sentences: [String] = []
    for sentence in bills.compactMap(\.sameUsage) where !sentences.contains(sentence) {
      sentences.append(sentence)
    }
    return (sentences + choices(bills)).map { sentence in
      namesMonth ? "\(bills.first?.monthName ?? ""): \(sentence)" : sentence
    }
  }

  /// Returns the facts by which to choose among bills of the same usage, and what to pay in all.
  package static func choices(_ bills: [VendorBill]) -> [String] {
    var sentences: [String] = []
    for sentence in bills.compactMap(\.statements.choice) where !sentences.contains(sentence) {
      sentences.append(sentence)
    }
    return sentences + [AmountsToPay.sentence(bills)].compactMap(\.self)
  }

  /// Returns the sentence on what to pay of some bills of one month in all; nil for a single bill.
  package static func total(_ bills: [VendorBill], namesMonth: Bool) -> String? {
    AmountsToPay.sentence(bills).map { sentence in
      namesMonth ? "\(bills.first?.monthName ?? ""): \(sentence)" : sentence
    }
  }

  /// True if some bills state the same usage, so that their amounts do not add up.
  package var hasAlternatives: Bool { bills.contains { !$0.statements.isEmpty } }

  /// The title without months.
  package static let title = "Vendor bills"

  /// The title over all bills: `Vendor bills, August 2026`; without a month where they are of several.
  package var title: String {
    let months = self.months
    return months.count == 1 ? months[0].title : VendorBills.title
  }

  /// Returns a sentence for each bill, the latest month first, one for those left out, and what to pay in all.
  package func lines(atMost limit: Int) -> [String] {
    let months = self.months
    let ordered = months.reversed().flatMap(\.bills)
    // Of several months only the sums: each bill says instead of which others it is paid.
    let payments =
      months.count == 1
      ? VendorBills.payments(ordered)
      : months.reversed().compactMap { VendorBills.total($0.bills, namesMonth: true) }
    let rest = Array(ordered.dropFirst(limit))
    return ordered.prefix(limit).map { bill in
      bill.decision + bill.notCounted
    }
      + (rest.isEmpty
        ? []
        : [
          "\(VendorBills.leftOut(rest)): assay-details.xlsx, sheet Bill summary."
        ])
      + payments + VendorBills.choicesOfSeveralMonths(bills)
  }

  private static func title(of bills: [VendorBill]) -> String {
    bills.first.map { "\(title), \($0.monthName)" } ?? title
  }

  private static func precedes(_ left: VendorBill, _ right: VendorBill) -> Bool {
    let (one, other) = (left.summary, right.summary)
    if one.month != other.month { return one.month < other.month }
    if one.agrees != other.agrees { return !one.agrees }
    let (first, second) = (one.difference.amount.magnitude, other.difference.amount.magnitude)
    return first == second ? one.bill < other.bill : first > second
  }
}

/// A bill in a month.
struct BillMonth: Hashable {
  let bill: BillKey
  let month: Month
}

extension BillRemark {
  /// Returns true for a remark on lines of the bill and month, or on one of its files as a whole.
  fileprivate func isOf(_ summary: BillSummary) -> Bool {
    guard let bill else { return files.contains { summary.files.contains($0) } }
    return bill == summary.bill && (month == nil || month == summary.month)
  }
}
