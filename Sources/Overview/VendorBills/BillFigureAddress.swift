import Bills
import Ledger
import Reports

extension BillGroup {
  /// Returns the address of its difference for `explain --figure`: keys are parted by slashes, a blank one is `-`, and a
  /// slash within a key is doubled.
  package func figureAddress(in zone: ReportingZone) -> String {
    let keys = [
      format.description, vendor.description, period.billPeriod(in: zone),
      model.text.description, unitClass.name,
    ]
    let written = keys.map { $0.isEmpty ? "-" : $0.replacing("/", with: "//") }
    return (["bill-reconciliation"] + written + ["difference_usd"]).joined(separator: "/")
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
