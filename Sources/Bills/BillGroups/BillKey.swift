import Ledger

/// The name of a bill: what one format states for one vendor.
package struct BillKey: Hashable, Comparable, Sendable {
  package let format: Name
  package let vendor: Name

  package init(format: Name, vendor: Name) {
    self.format = format
    self.vendor = vendor
  }

  package static func < (left: BillKey, right: BillKey) -> Bool {
    (left.format, left.vendor) < (right.format, right.vendor)
  }
}

extension BillGroup {
  /// The bill of the group.
  package var bill: BillKey { BillKey(format: format, vendor: vendor) }
}

extension BillSummary {
  /// The bill of the sums.
  package var bill: BillKey { BillKey(format: format, vendor: vendor) }

  /// The sum of a part of the difference.
  package subscript(part: BillPart) -> Figure { parts[part.rawValue] }
}

extension BillReconciliation {
  /// The zones in which the days and months of each bill begin.
  package var zones: [BillKey: ReportingZone] {
    Dictionary(summaries.map { ($0.bill, $0.zone) }) { first, _ in first }
  }
}
