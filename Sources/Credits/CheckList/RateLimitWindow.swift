import Ledger

/// A time for which a limit of requests holds.
package enum RateLimitWindow: Hashable, Sendable {
  /// A minute of UTC, by its first instant.
  case minute(Instant)
  /// A day of the reporting zone.
  case day(Day)

  /// As in the column `window`: `2026-08-14` or `2026-08-14T10:05:00Z`.
  package var text: String {
    switch self {
    case .minute(let start): start.rfc3339
    case .day(let day): day.description
    }
  }
}
