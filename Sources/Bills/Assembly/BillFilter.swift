import Ledger
import Pricing

/// The bills that a command selects.
package struct BillFilter: Sendable {
  private let vendors: Set<Name>?
  private let format: Name?

  /// - Parameters:
  ///   - vendor: any name of a vendor; nil is all.
  ///   - format: the name of a format; nil is all.
  package init(vendor: Name? = nil, format: Name? = nil) {
    vendors = vendor.map { Set(ProviderNames.all(of: $0)).union([$0]) }
    self.format = format
  }

  /// Returns true if a bill of the format and vendor is wanted.
  func has(_ format: Name, _ vendor: Name) -> Bool {
    (self.format.map { $0 == format } ?? true) && (vendors?.contains(vendor) ?? true)
  }
}
