import Bills
import Ledger
import Reports

/// Bills of vendors with a difference that nothing explains.
enum BillAttention {
  /// Returns a finding for each bill and month with an unexplained remainder.
  static func make(_ bills: VendorBills?) -> [Attention] {
    (bills?.bills ?? []).filter { !$0.summary.isExplained }.map { bill in
      let doubtful = bill.causes.filter { BillPart.withoutRule.contains($0.part) }
      return Attention(
        kind: .bill,
        key: Name("\(bill.summary.format)/\(bill.summary.vendor)/\(bill.summary.month)"),
        count: Int64(doubtful.reduce(0) { $0 + $1.groups }),
        amount: bill.summary.remainder.magnitude,
        sentence: "The \(bill.vendor) bill of \(bill.monthName) has an unexplained difference.",
        detail: "The vendor billed \(bill.billed) USD, the ledger has \(bill.ledger) USD "
          + "(\(bill.summary.format)). " + doubtful.map(\.sentence).joined(separator: " "))
    }
  }
}
