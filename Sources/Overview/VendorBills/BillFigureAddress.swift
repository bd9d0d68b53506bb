import Bills
import Ledger
import Reports

extension BillGroup {
  /// The column of `bill-reconciliation.csv` whose address is given without another.
  package static let differenceColumn = "difference_usd"

  /// Returns the address of a column for `explain --figure`: slashes separate keys, a blank key is `-`, and a slash
  /// within a key is doubled.
  ///
  /// - Parameter zone: that of the bill.
  package func figureAddress(
    in zone: ReportingZone, column: String = BillGroup.differenceColumn
  ) -> String {
    BillAddress.text(
      "bill-reconciliation",
      [
        format.description, vendor.description, period.billPeriod(in: zone),
        model.text.description, unitClass.name,
      ], column)
  }
}

extension BillSummary {
  /// Returns the address of a row of `bill-summary.csv` for `explain --figure`.
  ///
  /// - Parameter part: the name in the column `part`.
  package func figureAddress(of part: String) -> String {
    BillAddress.text(
      "bill-summary", [format.description, vendor.description, month.description], part)
  }
}

/// The form of addresses of the tables of bills.
private enum BillAddress {
  static func text(_ table: String, _ keys: [String], _ column: String) -> String {
    let written = keys.map { $0.isEmpty ? "-" : $0.replacing("/", with: "//") }
    return ([table] + written + [column]).joined(separator: "/")
  }
}

extension VendorBills {
  /// The address of the largest difference; nil where every bill agrees.
  package var largestDifference: String? {
    let zones = reconciliation.zones
    let differing = Set(bills.filter { !$0.summary.agrees }.map(\.summary.bill))
    return reconciliation.groups.first {
      differing.contains($0.bill) && $0.difference != .zero
    }.map { $0.figureAddress(in: zones[$0.bill] ?? .utc) }
  }
}

extension VendorBill {
  /// The address of the bill's largest difference of the month; nil where no group differs.
  package var largestDifference: String? {
    groups.first { $0.difference != .zero }.map { $0.figureAddress(in: summary.zone) }
  }
}

extension DifferenceAttribution {
  /// Returns the step in a sentence for people.
  package func sentence(for group: BillGroup, in zone: ReportingZone) -> String {
    BillSentence(part: part, code: cause, groups: [group], zone: zone).text
  }
}
