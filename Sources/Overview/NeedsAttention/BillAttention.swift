import Bills
import Ledger
import Reports

/// Bills of vendors with a difference that somebody has to look into.
enum BillAttention {
  /// Returns a finding for each bill and month with an unexplained remainder, or else with causes to agree on.
  static func make(_ bills: VendorBills?) -> [Attention] {
    (bills?.bills ?? []).compactMap { bill in
      let unexplained = bill.causes.filter { BillPart.withoutRule.contains($0.part) }
      let isExplained = unexplained.isEmpty
      let doubtful = isExplained ? bill.causes.filter(\.part.mayBeDisputed) : unexplained
      if doubtful.isEmpty { return nil }
      let hasUnexplained = bill.summary[.unexplained].count > 0
      let isInBooks = unexplained.allSatisfy { $0.part == .unexplained }
      let (more, less) = bill.unexplained
      let hasBoth = more != .zero && less != .zero
      return Attention(
        kind: .bill,
        key: Name("\(bill.summary.format)/\(bill.summary.vendor)/\(bill.summary.month)"),
        count: Int64(doubtful.reduce(0) { $0 + $1.groups }),
        amount: !bill.summary.isLedgerKnown
          ? nil
          : isExplained
            ? doubtful.reduce(.zero) { $0 + $1.amount.magnitude }
            : more + less,
        sentence: "The \(bill.vendor) bill of \(bill.monthName) has "
          + (isExplained
            ? "differences to settle."
            : hasUnexplained
              ? "an unexplained difference." : "names or prices that the books do not have."),
        detail: "The vendor billed \(bill.billed) USD, "
          + (bill.summary.isLedgerKnown
            ? "the ledger has \(bill.ledger) USD " : "the cost in the ledger is not known ")
          + "(\(bill.summary.format)). "
          + doubtful.map { "\($0.shown): \($0.sentence)" }.joined(separator: " "),
        ownMeaning: isExplained
          ? "differences, signs ignored"
          : (isInBooks
            ? "not explained"
            : hasUnexplained ? "not explained or not in the books" : "not in the books")
            + (hasBoth ? ", signs ignored" : ""))
    }
  }
}
