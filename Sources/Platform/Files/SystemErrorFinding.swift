import Ledger

extension SystemError {
  /// What is told of it.
  package var finding: Finding { SystemError.finding(path: path, reason: reason, help: remedy) }

  /// What is told of a failure of the system at a path.
  package static func finding(path: String, reason: String, help: String? = nil) -> Finding {
    Finding(.error, at: Place(file: path), code: "io", message: reason, help: help)
  }
}
