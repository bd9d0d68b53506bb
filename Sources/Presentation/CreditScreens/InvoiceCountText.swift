import Outputs
import Overview

/// The invoices that were written, in words.
package enum InvoiceCountText {
  /// Returns the entry in the list of written files; none without invoices.
  package static func files(_ count: Int) -> [String] {
    count == 0
      ? [] : ["\(Figures.count(Int64(count), "invoice")) in \(InvoiceFileName.folder)/"]
  }
}
