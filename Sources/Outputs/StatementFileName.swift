import Ledger
import Platform

/// The names of the files with account statements.
package enum StatementFileName {
  /// All of them.
  package static let family = FileNamePattern(prefix: prefix, suffix: ".csv")

  private static let prefix = "credit-statement-"

  /// Returns the file name of an account's statement without `.csv`; different accounts have different names.
  package static func base(of account: Name) -> String {
    prefix + AccountFileNamePart.text(account)
  }
}
