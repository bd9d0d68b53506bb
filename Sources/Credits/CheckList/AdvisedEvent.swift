import Ledger

/// A credit event that puts a finding right once the source system has booked and exported it.
package struct AdvisedEvent: Hashable, Sendable {
  package let kind: EventKind
  /// The number of the account's name.
  package let account: UInt32
  /// Microcredits with the sign of the column `credits`; nil for a kind that states none here.
  package let credits: Int128?
  package let reference: Reference
  /// `expires_at` in nanoseconds since 1970; `Int64.max` leaves it blank.
  package var expiresAt = Int64.max
  /// `effective_at` in nanoseconds since 1970; `Int64.min` leaves it blank.
  package var effectiveAt = Int64.min
  /// The instant that the event must have, in nanoseconds since 1970; nil is the time at which it is recorded.
  package var at: Int64?
  /// The actor who may write the event.
  package var actor = Actor.anyone
  /// The source system has the credits already: the event is only missing in the ledger, and changes no balance there.
  package var isForLedgerOnly = false

  /// The actors who may write an event.
  package enum Actor: Hashable, Sendable {
    /// No book restricts the event.
    case anyone
    /// The first actor that `permissions.csv` permits to write the event.
    case named(Name)
    /// `permissions.csv` permits no actor to write it.
    case nobody
  }

  /// The column that ties the event to what it puts right; texts are numbers of the audit's names.
  package enum Reference: Hashable, Sendable {
    /// No column does.
    case none
    /// `request_id`.
    case request(UInt32)
    /// `reverses`.
    case reverses(UInt32)
    /// `grant_id`.
    case grant(UInt32)
    /// `reservation_id`.
    case reservation(UInt32)
    /// `reservation_id`, with `request_id`; the request may be blank.
    case settlement(UInt32, request: UInt32)
    /// `transfer_id`, with `counterparty_account_id`.
    case transfer(UInt32, counterparty: UInt32)
    /// A `transfer_id` that both sides of a new transfer share, with `counterparty_account_id`.
    case newTransfer(counterparty: UInt32)
    /// `reason` contains the id of an event.
    case reason(UInt32)
    /// `source` of a grant.
    case source(GrantSource)
    /// `plan`.
    case plan(UInt32)
  }

  /// - Parameters: see the members of these names.
  init(
    _ kind: EventKind, _ account: UInt32, _ credits: Int128?, _ reference: Reference,
    expiresAt: Int64 = .max, effectiveAt: Int64 = .min, at: Int64? = nil
  ) {
    self.kind = kind
    self.account = account
    self.credits = credits
    self.reference = reference
    self.expiresAt = expiresAt
    self.effectiveAt = effectiveAt
    self.at = at
  }
}
