import Ledger
import Platform

/// The names of the workbooks of invoices.
package enum InvoiceFileName {
  /// The folder beside the other files of a run.
  package static let folder = "invoices"

  /// All of them: a month, a hyphen, an account and `.xlsx`.
  package static let family = FileNamePattern { name in
    name.utf8.count > 13 && name.hasSuffix(ending) && name.dropFirst(7).hasPrefix("-")
      && Month(String(name.prefix(7))) != nil
  }

  private static let ending = ".xlsx"

  /// Returns the name of an invoice's workbook; different invoices have different names.
  package static func name(month: Month, account: Name) -> String {
    "\(month)-\(AccountFileNamePart.text(account))\(ending)"
  }
}
