import Ledger
import Pricing

extension BillReconciliation {
  /// A vendor's usage of a month.
  package struct VendorMonth: Hashable, Comparable, Sendable {
    package let vendor: Name
    package let month: Month

    package init(vendor: Name, month: Month) { (self.vendor, self.month) = (vendor, month) }

    package static func < (left: VendorMonth, right: VendorMonth) -> Bool {
      left.vendor == right.vendor ? left.month < right.month : left.vendor < right.vendor
    }
  }

  /// Returns the usage for which no bill was compared, by vendor and month.
  package func unbilled(_ usage: some Sequence<VendorMonth>) -> [VendorMonth] {
    var billed: Set<VendorMonth> = []
    for summary in summaries {
      for name in ProviderNames.all(of: summary.vendor) {
        billed.insert(VendorMonth(vendor: name, month: summary.month))
      }
    }
    return Set(usage).subtracting(billed).sorted()
  }
}
