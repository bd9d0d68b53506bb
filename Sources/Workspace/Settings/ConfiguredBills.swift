import Intake
import Ledger

/// The settings of the files in `bills/`.
package struct ConfiguredBills: Sendable {
  /// The members of `bills`, in the order written.
  package var files: [Member] = []
  /// The members of `formats` in `bills/`, whose names are not checked yet.
  package var formats: [ConfiguredFormat] = []
  /// The members of `mappings` in `bills/`.
  package var mappings: [ConfiguredBillOrEventMapping] = []

  package init() {}

  /// A member of `bills`: what a file does not state itself.
  package struct Member: Sendable {
    /// A path in the workspace, in which `*` matches any letters.
    package let pattern: String
    package let place: Place
    /// By field (`project`, `api_key` or `account`), the values whose lines count.
    package var only: [String: [String]] = [:]
    /// The files that this one corrects.
    package var replaces: [String] = []
    package var vendor: String?
    package var zone: ReportingZone?
    /// Decimal text.
    package var invoiceTotal: String?
  }

  /// The fields of a line by which files are restricted.
  package static let scopes = ["project", "api_key", "account"]

  /// The columns of bills that a mapping gives.
  package static let columns = [
    "vendor", "period", "period_start", "period_end", "model", "unit_class", "service_tier",
    "region", "quantity", "amount", "currency", "kind", "description", "project", "api_key",
    "account", "invoice_id", "requests",
  ]
}
