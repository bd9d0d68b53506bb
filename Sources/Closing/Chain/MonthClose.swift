import Ledger

/// A close or restatement of a month, with its approval.
package struct MonthClose: Hashable, Sendable {
  /// The line of the close or restatement.
  package let row: CloseRow
  /// The line of its approval.
  package let approval: CloseRow?
  /// True if a later restatement replaces it.
  package let isSuperseded: Bool

  /// The state of a close.
  package enum State: String, Hashable, Sendable {
    /// Not approved, or no approval is required.
    case closed
    /// Approved by another person.
    case approved
    /// Replaced by a later restatement.
    case restated
  }

  package var state: State {
    if isSuperseded { return .restated }
    return approval == nil ? .closed : .approved
  }
}
