import Ledger

/// The name of a bill: its format and vendor.
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

extension BillLine {
  /// The bill of the line.
  package var bill: BillKey { BillKey(format: format, vendor: vendor) }
}
