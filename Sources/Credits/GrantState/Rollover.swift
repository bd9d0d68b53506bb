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
