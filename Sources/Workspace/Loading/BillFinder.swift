import Intake
import Ledger
import Parsing
import Platform

/// Returns the finding about a file in `ledger/`, given by its path and first bytes; nil unless it is a vendor's bill.
package typealias BillFinder = @Sendable (_ path: String, _ beginning: [UInt8]) -> Finding?

extension WorkspaceLoader {
  /// Returns the finding about a vendor's bill at `path` in `ledger/`; nil for every other file.
  ///
  /// Ask only about files that are not usage exports.
  func misplacedBill(at path: String, _ limits: GzipLimits) -> Finding? {
    guard let findBill else { return nil }
    let location = root + "/" + path
    do {
      // To open a pipe would wait for whoever writes to it.
      guard case .file? = try FileSystem.kind(of: location) else { return nil }
      let start = try LedgerBytes.beginning(of: location, limits: limits, count: 1 << 18)
      return findBill(path, start.bytes)
    } catch {
      // A file that cannot be opened has a finding of its own.
      return nil
    }
  }
}
