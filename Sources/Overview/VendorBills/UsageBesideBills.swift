import Bills
import Cube
import Ledger
import Reconciliation
import Reports

/// The usage of a ledger that is compared with no bill, in sentences.
package struct UsageBesideBills: Sendable {
  /// Rows that Assay did not use, and usage without a bill.
  package let sentences: [String]
  /// The answer where no bill is shown.
  package let withoutBills: String

  /// No usage is beside the bills.
  package static let none = UsageBesideBills(
    sentences: [], withoutBills: "No bill has lines of this period, vendor and format.")

  private init(sentences: [String], withoutBills: String) {
    (self.sentences, self.withoutBills) = (sentences, withoutBills)
  }

  /// - Parameters:
  ///   - days: the reported days; nil is all.
  ///   - isOfAll: true if no vendor or format was asked for.
  package init(
    _ rows: RowCounts, _ facts: Facts, days: Period?, _ bills: BillReconciliation, isOfAll: Bool
  ) {
    let notChecked =
      isOfAll ? UncheckedInvoices.phrase(bills, usage: UncheckedInvoices.usage(facts)) : nil
    sentences = [
      UsageBesideBills.notUsed(rows), notChecked.map { "Not checked: \($0)." },
    ].compactMap(\.self)
    guard isOfAll else {
      withoutBills = UsageBesideBills.none.withoutBills
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
  private static func notUsed(_ rows: RowCounts) -> String? {
    let parts = [
      rows.rejected == 0
        ? nil
        : "\(Figures.count(rows.rejected, "rejected row"))"
          + (rows.outsidePeriod > 0 ? " of the whole ledger" : ""),
      rows.unpriced == 0 ? nil : Figures.count(rows.unpriced, "request") + " without a price",
      rows.conflict == 0 ? nil : Figures.count(rows.conflict, "row") + " in conflict",
    ].compactMap(\.self)
    return parts.isEmpty ? nil : "Usage that is not compared: \(parts.listed) (assay check)."
  }
}
