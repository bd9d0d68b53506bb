import Bills
import Cube
import Ledger
import Reconciliation
import Reports

/// The usage of a ledger that is compared with no bill, in sentences.
package struct UnbilledUsageNotes: Sendable {
  /// Rows that Assay did not use, and usage without a bill.
  package let sentences: [String]
  /// The answer where no bill is shown.
  package let withoutBills: String

  /// No usage is beside the bills.
  package static let none = UnbilledUsageNotes(
    sentences: [], withoutBills: "No bill has lines of this period, vendor and format.")

  private init(sentences: [String], withoutBills: String) {
    (self.sentences, self.withoutBills) = (sentences, withoutBills)
  }

  /// - Parameters:
  ///   - days: the reported days; nil is all.
  ///   - isOfAll: true if no vendor or format was given.
  package init(
    _ rows: RowCounts, _ facts: Facts, days: Period?, _ bills: BillReconciliation, isOfAll: Bool
  ) {
    let notChecked =
      isOfAll ? UncheckedInvoices.phrase(bills, usage: UncheckedInvoices.usage(facts)) : nil
    sentences = [
      UnbilledUsageNotes.notUsed(rows, bills), notChecked.map { "Not checked: \($0)." },
    ].compactMap(\.self)
    guard isOfAll else {
      withoutBills = UnbilledUsageNotes.none.withoutBills
      return
    }
    let cost = facts.total().knownVendorCost.map {
      "vendor cost of \(Figures.money($0)) USD has no bill"
    }
    withoutBills =
      "No bill covers \(days.map { $0.nameInText } ?? "any day"): "
      + "\(cost ?? "the vendor cost is not known")."
  }

  /// Returns the rows by outcome.
  ///
  /// `Usage that is not compared: 12 rejected rows of the whole ledger and 5 requests without a price.`
  private static func notUsed(_ rows: RowCounts, _ bills: BillReconciliation) -> String? {
    let unpriced = rows.unpriced - compared(bills)
    let parts = [
      rows.rejected == 0
        ? nil
        : "\(Figures.count(rows.rejected, "rejected row"))"
          + (rows.outsidePeriod > 0 ? " of the whole ledger" : ""),
      unpriced <= 0 ? nil : Figures.count(unpriced, "request") + " without a price",
      rows.conflict == 0
        ? nil
        : Figures.count(rows.conflict, "conflict"),
    ].compactMap(\.self)
    return parts.isEmpty ? nil : "Usage that is not compared: \(parts.listed) (assay check)."
  }

  /// The requests without a price of which a bill has the model, so that their quantities are compared; each once.
  private static func compared(_ bills: BillReconciliation) -> Int64 {
    var compared: [BillReconciliation.VendorMonth: Int64] = [:]
    let zones = bills.zones
    let groups = Dictionary(grouping: bills.groups) { group in
      BillMonth(bill: group.bill, month: group.month(in: zones[group.bill] ?? .utc))
    }
    for summary in bills.summaries where summary.unpricedRequests > 0 {
      let own = groups[BillMonth(bill: summary.bill, month: summary.month)] ?? []
      // Several bills may state one usage.
      let key = BillReconciliation.VendorMonth(vendor: summary.vendor, month: summary.month)
      compared[key] = max(
        compared[key] ?? 0, summary.unpricedRequests - UncomparedUsage(own).requests)
    }
    return compared.values.reduce(0) { $0 + max(0, $1) }
  }
}
