import Ledger
import Platform

/// Why the database could not be written.
///
/// It carries the values; whoever prints it makes the words.
package struct StoreError: FailureError, Hashable, Sendable {
  package let path: String
  /// SQLite's extended result code.
  package let code: Int32
  /// The number of the system's reason; 0 where the system was not asked.
  package let systemError: Int32
  /// The message of SQLite.
  package let message: String

  package var finding: Finding { SystemError.finding(path: path, reason: message) }
}

extension StoreError: CustomStringConvertible {
  /// The file, what SQLite says, and its code.
  package var description: String { "\(path): \(message) (SQLite \(code))" }
}
