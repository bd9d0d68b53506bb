import Bills
import Comparing
import Ledger
import Reports

/// The amount to pay over all vendors' bills of a month, in a sentence.
enum AmountsToPay {
  /// Returns the sentence; nil for a single bill.
  ///
  /// `Total to pay: 844.54 USD; only the google bill includes tax.`
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
    let end = tax(bills) + conflicts(bills) + "."
    if choices.isEmpty { return "Total to pay: \(usd(sum)) USD\(end)" }
    let byVendor = Dictionary(grouping: choices, by: \.vendor)
    let vendors = byVendor.keys.sorted()
    if vendors.count == 1 {
      let totals = choices.map { "\(usd(sum + units($0))) USD with \($0.name)" }
      return "Total to pay: \(totals.joined(separator: ", or "))\(end)"
    }
    let ranges = vendors.map { vendor in (byVendor[vendor] ?? []).map(units) }
    let least = ranges.reduce(sum) { $0 + ($1.min() ?? 0) }
    let most = ranges.reduce(sum) { $0 + ($1.max() ?? 0) }
    let range = least == most ? "\(usd(least)) USD" : "\(usd(least)) to \(usd(most)) USD"
    return "Total to pay: \(range), with one bill each of \(vendors.listed)\(end)"
  }

  /// The bills with tax, where not every bill has it.
  private static func tax(_ bills: [VendorBill]) -> String {
    let taxed = bills.filter { bill in
      bill.summary.others.contains { $0.kind == .tax && $0.figure.count > 0 }
    }
    if taxed.isEmpty { return ", before tax" }
    if taxed.count == bills.count { return "" }
    let names = Set(taxed.map(\.name)).sorted()
    return "; only the \(names.listed) \(names.count == 1 ? "bill" : "bills") "
      + "\(names.count == 1 ? "includes" : "include") tax"
  }

  /// The sum by which lines in conflict may change the amount, where it is known.
  private static func conflicts(_ bills: [VendorBill]) -> String {
    let remarks = bills.flatMap(\.remarks).filter { $0.difference != nil }
    let amount = remarks.reduce(Money.zero) { $0 + ($1.difference?.magnitude ?? .zero) }
    if amount == .zero { return "" }
    let lines = remarks.reduce(Int64(0)) { $0 + ($1.lines ?? 0) }
    return "; \(Figures.count(lines, "line")) in conflict may change it by up to "
      + BillRemarkText.usd(amount)
  }
}
