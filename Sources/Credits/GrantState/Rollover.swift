import Ledger

/// The credits of an account that rolled over at one instant.
package struct Rollover: Hashable, Sendable {
  /// The account, by index of the replay's accounts.
  package let account: UInt32
  /// Nanoseconds since 1970.
  package let at: Int64
  /// Microcredits.
  package let credits: Int128
  /// The plan in force just before, as a number.
  package let plan: UInt32
  /// True once a `rollover` record of it was played.
  package var hasRecord: Bool
}

/// A `rollover` record that waits for credits to roll over in the second after it.
struct WaitingRollover {
  let record: UInt32
  /// Nanoseconds since 1970.
  let at: Int64
  /// The credits that rolled over before the record and, so far, after it: microcredits.
  var credits: Int128

  /// True at an instant after that second.
  func isOver(at instant: Int64) -> Bool { instant - at > Instant.nanosecondsPerSecond }
}
