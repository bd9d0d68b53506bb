/// The consumption by one event: a deduct, settle, negative adjust, payment refund or transfer out.
package struct Consumption: Hashable, Sendable {
  /// Microcredits that can still be given back.
  package var left: Int64
  /// The event, by index of the ledger.
  package var event: UInt32
  /// The account, by index of the replay's accounts.
  package var account: UInt32
  /// The number of the request; 0 if none.
  package var request: UInt32
  /// The number of the plan in force before the event; 0 is none.
  package var plan: UInt32 = 0
  /// The part taken last; the others follow from it.
  package var lastPart: UInt32 = CreditEvent.none
  /// The earlier use of the same account and request; `CreditEvent.none` if there is none.
  package var previous: UInt32 = CreditEvent.none
}

/// Credits that one use took from one grant, or left open as one debt.
package struct Part: Hashable, Sendable {
  /// Microcredits that can still be given back.
  package var credits: Int64
  /// The index of a grant; with `Part.debtBit`, of a debt.
  package var from: UInt32
  /// The part taken just before by the same use, or the repayment just before of the same debt.
  package var previous: UInt32 = CreditEvent.none

  package static let debtBit: UInt32 = 0x8000_0000
}
