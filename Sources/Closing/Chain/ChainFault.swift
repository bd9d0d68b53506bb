import Ledger

/// A fault of `closes.csv`, with its line.
package struct ChainFault: Hashable, Sendable {
  /// The line, from 1.
  package let line: Int
  package let code: Code
  /// The fault and the reason, as far as it is known.
  package let message: String

  /// The codes of faults.
  package enum Code: String, Hashable, Sendable {
    /// The line cannot be read.
    case form = "close.form"
    /// The line, or its link to the line before it, was changed.
    case chain = "verify.chain"
  }

  /// Returns the message to the user.
  package func finding(_ severity: Finding.Severity = .error) -> Finding {
    Finding(
      severity, at: Place(file: CloseChain.file, line: line), code: code.rawValue,
      message: message,
      help: "restore the file as it was: git checkout -- \(CloseChain.file)")
  }
}
