import Ledger
import Overview
import Terminal

/// The block of `run` about vendors' bills: two lines for a bill that differs, one for each that agrees.
struct BillBlock {
  let bills: VendorBills
  let width: Int
  let paint: Paint

  /// The most bills that are shown.
  private static let limit = 6

  var lines: [String] {
    guard !bills.bills.isEmpty else { return [] }
    let isOfOneMonth = bills.months.count == 1
    // Of several months the latest are the news.
    let shown = bills.bills.suffix(BillBlock.limit)
    let names = shown.map { bill in
      SafeText.safe(bill.vendor) + (isOfOneMonth ? "" : " \(bill.summary.month)")
    }
    let name = max(14, (names.map(\.displayWidth).max() ?? 0) + 2)
    var lines = [paint(.bold, bills.title)]
    for (bill, vendor) in zip(shown, names) {
      let start = "  " + vendor.padded(to: name)
      lines += Wrapping.lines(result(of: bill), after: start, width: width)
      if let parts = parts(of: bill) { lines.append(parts) }
    }
    if isOfOneMonth {
      for sentence in VendorBills.payments(bills.bills) {
        lines += Wrapping.lines(SafeText.safe(sentence), after: "  ", hanging: 4, width: width)
      }
    }
    let rest = bills.bills.count - shown.count
    if rest > 0 {
      lines.append("  … \(Figures.count(Int64(rest), "earlier bill")) in bill-summary.csv")
    }
    return lines
  }

  private func result(of bill: VendorBill) -> String {
    if bill.summary.agrees { return "billed \(bill.billed) USD, \(bill.verdict)" }
    return "billed \(bill.billed) USD, ledger \(bill.ledger); \(bill.shortVerdict)"
  }

  /// The largest parts of the difference, as many as one line holds; nil for a bill that agrees.
  private func parts(of bill: VendorBill) -> String? {
    let steps = bill.differences
    guard !bill.summary.agrees, let first = steps.first else { return nil }
    let start = bill.summary.isLedgerKnown ? "    \(bill.difference) USD: " : "    "
    func word(_ step: AmountToPayStep) -> String {
      "\(bill.text(step)) \(step.label.prefix(1).lowercased() + step.label.dropFirst())"
    }
    let missing = missingRows(of: bill)
    let end = missing.isEmpty ? "" : "; " + missing
    func rest(_ count: Int) -> String {
      (count == 0 ? "" : ", \(count) more \(count == 1 ? "cause" : "causes")") + end
    }
    var line = start + word(first)
    var count = 1
    for step in steps.dropFirst() {
      let longer = line + ", " + word(step)
      guard longer.displayWidth + rest(steps.count - count - 1).count <= width else { break }
      line = longer
      count += 1
    }
    return line + rest(steps.count - count)
  }

  /// The rows that the ledger's side lacks: `4 rejected and 2 unpriced rows`; empty where it lacks none.
  private func missingRows(of bill: VendorBill) -> String {
    let unpriced = bill.summary.isLedgerKnown ? bill.summary.unpricedRequests : 0
    let rejected = Int64(bill.summary.rejectedRows)
    if unpriced == 0 { return rejected == 0 ? "" : Figures.count(rejected, "rejected row") }
    if rejected == 0 { return Figures.count(unpriced, "unpriced row") }
    return "\(Figures.count(rejected)) rejected and \(Figures.count(unpriced)) unpriced rows"
  }
}
