import Ledger

/// The meaning of the status and boolean cells of a ledger, and the limit of a usual duration.
enum StatusAndFlagCells {
  /// Requests longer than seven days are unusual enough to be reported.
  static let longestRequest: Int64 = 7 * Instant.nanosecondsPerDay

  /// A blank status is completed; nil for a word that is none.
  static func status(_ text: [UInt8]) -> RequestStatus? {
    text.isEmpty ? .completed : RequestStatus(name: Name(bytes: text))
  }

  /// Returns true if a status is that of a failed request.
  static func hasFailed(_ text: some Collection<UInt8>) -> Bool {
    !text.isEmpty && status(Array(text)) == .failed
  }

  /// True, false, 1 or 0 in any case, blank is false; nil for anything else.
  static func boolean(_ text: [UInt8]) -> Bool? {
    switch folded(text) {
    case "true", "1": true
    case "false", "0", "": false
    default: nil
    }
  }
}
