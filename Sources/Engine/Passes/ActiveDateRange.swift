import Cube
import Ledger

/// The days of a ledger on which a request counts.
enum ActiveDateRange {
  /// Returns the first and the last usual one of them; nil where there is none.
  ///
  /// - Parameter parts: per slice, and of what is removed again, the number of requests of each day.
  static func span(_ parts: [[Day: Int64]]) -> ClosedRange<Day>? {
    let requests = parts.reduce(into: [:] as [Day: Int64]) { $0.merge($1, uniquingKeysWith: +) }
    return TypicalDateRange.span(
      requests.filter { $0.value > 0 }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
  }
}
