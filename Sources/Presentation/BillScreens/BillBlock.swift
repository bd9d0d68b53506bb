import Bills
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
    let (shown, rest) = self.shown
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
    if !rest.isEmpty {
      lines += Wrapping.lines(
        "… \(VendorBills.leftOut(rest)): bill-summary.csv", after: "  ", hanging: 4, width: width)
    }
    for sentence in payments(of: Set(shown.map(\.summary.month))) {
      lines += Wrapping.lines(SafeText.safe(sentence), after: "  ", hanging: 4, width: width)
    }
    return lines
  }

  /// The bills that are shown, in their order, and the others.
  ///
  /// Of several months the latest is the news, of a month the largest difference.
  private var shown: (shown: [VendorBill], rest: [VendorBill]) {
    var room = BillBlock.limit
    var (shown, rest): ([VendorBill], [VendorBill]) = ([], [])
    for month in bills.months.reversed() {
      shown = month.bills.prefix(room) + shown
      rest = month.bills.dropFirst(room) + rest
      room = max(0, room - month.bills.count)
    }
    return (shown, rest)
  }

  /// Returns what to pay; of several months only the sums, and which bills are of the same usage.
  private func payments(of months: Set<Month>) -> [String] {
    if bills.months.count == 1 { return VendorBills.payments(bills.bills) }
    return Dictionary(grouping: bills.bills, by: \.summary.month)
      .filter { months.contains($0.key) }.sorted { $0.key < $1.key }
      .compactMap { VendorBills.total($0.value, namesMonth: true) }
      + VendorBills.choicesOfSeveralMonths(bills.bills)
  }

  private func result(of bill: VendorBill) -> String {
    let billed = "billed \(bill.billed) USD\(bill.formatAmongOthers)"
    if bill.summary.agrees { return "\(billed), \(bill.verdict)" }
    return "\(billed), ledger \(bill.ledger); \(bill.shortVerdict)"
  }

  /// The largest parts of the difference, as many as one line holds; nil for a bill that agrees.
  private func parts(of bill: VendorBill) -> String? {
    let words = bill.differences
    guard !bill.summary.agrees, let first = words.first else { return nil }
    let start = bill.summary.isLedgerKnown ? "    \(bill.difference) USD: " : "    "
    let missing = missingRows(of: bill)
    let end = missing.isEmpty ? "" : "; " + missing
    func rest(_ count: Int) -> String {
      (count == 0 ? "" : ", \(count) more \(count == 1 ? "cause" : "causes")") + end
    }
    var line = start + first
    var count = 1
    for word in words.dropFirst() {
      let longer = line + ", " + word
      guard longer.displayWidth + rest(words.count - count - 1).count <= width else { break }
      line = longer
      count += 1
    }
    return line + rest(words.count - count)
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
