import Ledger
import Parsing

/// A file in `bills/`, and what the settings say of it.
package struct BillInput: Sendable {
  package let source: ByteSource
  package var settings: BillFileSettings
  /// The name of the format that the settings state; nil lets the content tell.
  package var format: String?
  package var mapping: BillMapping?

  package init(
    source: ByteSource, settings: BillFileSettings = BillFileSettings(), format: String? = nil,
    mapping: BillMapping? = nil
  ) {
    self.source = source
    self.settings = settings
    self.format = format
    self.mapping = mapping
  }
}

/// The member of the setting `bills` for one file.
package struct BillFileSettings: Sendable {
  /// The values that lines must have to count, one of each scope; empty counts all lines.
  package var only: [Scope: Set<Name>] = [:]
  /// The paths of files that this one replaces: the lines of those do not count.
  package var replaces: [String] = []
  /// Any name of the vendor.
  package var vendor: Name?
  /// The zone of days and months, in place of that of the format.
  package var zone: ReportingZone?
  /// The total of the invoice, in USD.
  package var invoiceTotal: PrintedDecimal?

  package init() {}

  /// A field by which lines are chosen.
  package enum Scope: String, CaseIterable, Hashable, Sendable {
    case project
    case apiKey = "api_key"
    case account
  }
}
