import Bills
import Ledger
import Reports

/// Bills of vendors with amounts to dispute, to ask about or to accrue.
enum BillAttention {
  /// Returns a finding for each bill and month with such an amount.
  static func make(_ bills: VendorBills?) -> [Attention] {
    (bills?.bills ?? []).compactMap { bill in
      let claims = BillClaims(bill)
      if claims.isEmpty { return nil }
      let name =
        "The \(bill.vendor) bill of \(bill.monthName) (\(bill.summary.format)"
        + (bill.statements.isEmpty ? ")" : ", one of \(bill.statements.count))")
      let uncovered = claims.hasOutsideDays ? BillRemarkLine.uncovered(bill.summary) : []
      let missing = claims.lacksRows ? bill.missingUsage.words : nil
      return Attention(
        kind: .bill,
        key: Name("\(bill.summary.format)/\(bill.summary.vendor)/\(bill.summary.month)"),
        count: Int64(claims.causes.reduce(0) { $0 + $1.groups }),
        amount: bill.summary.isLedgerKnown ? claims.total : nil,
        sentence: bill.summary.isLedgerKnown
          ? "\(name) has \(claims.words)." : "\(name) cannot be compared.",
        detail: [
          missing == nil ? nil : bill.notComparedSentence,
          claims.causes.isEmpty
            ? nil : claims.causes.map { "\($0.shown): \($0.sentence)" }.joined(separator: " "),
          claims.settledWords, uncovered.first?.sentence,
          "The vendor billed \(bill.billed) USD, "
            + (bill.summary.isLedgerKnown
              ? "the ledger has \(bill.ledger) USD." : "the cost in the ledger is not known."),
          bill.sameUsage,
        ].compactMap(\.self).joined(separator: " "),
        usage: bill.statements.isEmpty ? .empty : Name("\(bill.vendor)/\(bill.summary.month)"),
        ownMeaning: claims.meaning,
        ownRemedy: claims.remedy(missing: missing, alias: bill.aliasInstruction))
    }
  }
}
