/// A hold placed by a `reserve`, until it ends.
package struct Hold: Hashable, Sendable {
  /// Microcredits.
  package var credits: Int64
  /// Nanoseconds since 1970: the hold ends at this instant at the latest.
  package var expiresAt: Int64
  /// The `reserve` event, by index of the ledger.
  package var event: UInt32
  /// The account, by index of the replay's accounts.
  package var account: UInt32
  /// The event that settled, released or replaced the hold; `CreditEvent.none` if none did.
  package var endedBy: UInt32 = CreditEvent.none
  package var state: HoldState = .open
}

/// The states of a hold.
package enum HoldState: UInt8, Hashable, Sendable {
  case open, settled, released
  /// Its `expires_at` passed without a settle or release.
  case expired
  /// A later `reserve` with the same id took its place while it was open.
  case replaced
}
