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
    bills = reconciliation.summaries.map { summary in
      VendorBill(
        summary, groups: groups[BillMonth(bill: summary.bill, month: summary.month)] ?? [])
    }.sorted(by: VendorBills.precedes)
  }

  /// The months with their bills, in order.
  package var months: [(title: String, bills: [VendorBill])] {
    Set(bills.map(\.summary.month)).sorted().map { month in
      let ofMonth = bills.filter { $0.summary.month == month }
      return (VendorBills.title(of: ofMonth), ofMonth)
    }
  }

  /// The title without months.
  package static let title = "Vendor bills"

  /// The title over all bills: `Vendor bills, August 2026`; without a month where they are of several.
  package var title: String {
    let months = self.months
    return months.count == 1 ? months[0].title : VendorBills.title
  }

  /// Returns a sentence for each bill, the latest month first, and one for those left out.
  package func lines(atMost limit: Int) -> [String] {
    let ordered = months.reversed().flatMap(\.bills)
    let rest = ordered.count - limit
    return ordered.prefix(limit).map { bill in
      bill.sentence + (bill.payment.map { " \($0)." } ?? "")
    }
      + (rest > 0 ? ["\(Figures.count(Int64(rest), "more bill")) in bill-summary.csv."] : [])
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
private struct BillMonth: Hashable {
  let bill: BillKey
  let month: Month
}
