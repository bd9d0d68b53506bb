import Bills
import Comparing
import Ledger
import Reports

/// The amount to pay over all vendors' bills of a month, in a sentence.
enum AmountsToPay {
  /// Returns the sentence; nil for a single bill.
  ///
  /// `Total to pay: 844.54 USD; only the bill of google includes tax.`
  static func sentence(_ bills: [VendorBill]) -> String? {
    guard bills.count > 1 else { return nil }
    // The shown amounts to pay add up.
    func units(_ bill: VendorBill) -> Int128 {
      ShownChange.units(of: bill.summary.total, decimals: 2)
    }
    func usd(_ units: Int128) -> String { Figures.money(units, scale: 2, decimals: 2) }
    let alone = bills.filter(\.statements.isEmpty)
    let sum = alone.reduce(0) { $0 + units($1) }
    let choices = bills.filter { !$0.statements.isEmpty }
    let tax = tax(bills)
    if choices.isEmpty { return "Total to pay: \(usd(sum)) USD\(tax)." }
    let vendors = Set(choices.map(\.vendor)).sorted()
    guard vendors.count == 1 else {
      return "Total to pay: \(usd(sum)) USD, and one bill each of \(vendors.listed)\(tax)."
    }
    let totals = choices.map { bill in
      "\(usd(sum + units(bill))) USD with \(bill.vendor) (\(bill.summary.format))"
    }
    return "Total to pay: \(totals.joined(separator: ", or "))\(tax)."
  }

  /// The bills with tax, where not every bill has it.
  private static func tax(_ bills: [VendorBill]) -> String {
    let taxed = bills.filter { bill in
      bill.summary.others.contains { $0.kind == .tax && $0.figure.count > 0 }
    }
    if taxed.isEmpty { return ", before tax" }
    if taxed.count == bills.count { return "" }
    let names = Set(taxed.map(\.vendor)).sorted()
    return "; only the \(taxed.count == 1 ? "bill" : "bills") of \(names.listed) "
      + "\(taxed.count == 1 ? "includes" : "include") tax"
  }
}
