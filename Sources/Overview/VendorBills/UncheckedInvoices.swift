import Bills
import Cube
import Ledger
import Reports

/// The usage whose vendor invoices no bill of the workspace checks, in words.
package enum UncheckedInvoices {
  /// The most vendors that are named.
  private static let limit = 3

  /// Returns a phrase such as `invoices without a bill (openai 2026-07 and 2026-08)`.
  ///
  /// Nil if each month of usage has a bill of its vendor.
  package static func phrase(
    _ bills: BillReconciliation?, usage: some Sequence<BillReconciliation.VendorMonth>
  ) -> String? {
    guard let bills else { return "vendor invoices" }
    let unbilled = Dictionary(grouping: bills.unbilled(usage), by: \.vendor)
    guard !unbilled.isEmpty else { return nil }
    let vendors = unbilled.keys.sorted()
    var parts = vendors.prefix(limit).map { vendor in
      let months = (unbilled[vendor] ?? []).map(\.month).sorted()
      let words =
        months.count > 3
        ? "\(months[0]) to \(months[months.count - 1])" : months.map(\.description).listed
      return "\(vendor.isEmpty ? "no vendor" : vendor.description) \(words)"
    }
    if vendors.count > limit {
      parts.append(Figures.count(Int64(vendors.count - limit), "other vendor"))
    }
    return "invoices without a bill (\(parts.joined(separator: "; ")))"
  }

  /// The vendors and months of usage that the company pays for.
  static func usage(_ facts: Facts) -> Set<BillReconciliation.VendorMonth> {
    var usage: Set<BillReconciliation.VendorMonth> = []
    for daily in facts.byDayAndDimensions where !daily.money.isBYOK {
      usage.insert(
        BillReconciliation.VendorMonth(
          vendor: facts.dimensions[Int(daily.dimensions)].provider, month: daily.day.month))
    }
    return usage
  }
}
