import Closing
import Ledger

/// The decision of a person to close or to restate a month.
package struct CloseDecision: Sendable {
  /// `close` or `restate`.
  package let kind: CloseKind
  package let month: Month
  /// The number of the close within its month, from 1.
  package let number: Int
  /// The time of the decision, up to which rows of books are known.
  package let at: Instant
  package let by: String

  /// - Parameters: see the members of these names.
  package init(kind: CloseKind, month: Month, number: Int, at: Instant, by: String) {
    self.kind = kind
    self.month = month
    self.number = number
    self.at = at
    self.by = by
  }

  /// The decision of a line that closes or restates a month.
  package init(_ row: CloseRow) {
    self.init(kind: row.kind, month: row.period, number: row.number, at: row.at, by: row.by)
  }
}

extension MonthClose {
  /// Returns who closed the month and when, and whether it is approved.
  ///
  /// - Parameter requiresApproval: says so if it is not.
  package func words(requiresApproval: Bool) -> String {
    let verb = row.kind == .restate ? "restated" : "closed"
    let closed = "\(verb) \(row.at.utcDay) by \(row.by)"
    if let approval {
      return closed + ", approved \(approval.at.utcDay) by \(approval.by)"
    }
    return closed + (requiresApproval ? ", not approved" : "")
  }
}
