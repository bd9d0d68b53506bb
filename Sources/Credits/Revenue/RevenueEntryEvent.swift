/// The event for which money moves, at the instant at which it does.
struct RevenueEntryEvent {
  /// By index of the ledger.
  let event: UInt32
  /// The number of the name of its account.
  let account: UInt32
  /// The request; 0 if there is none.
  var request: UInt32 = CreditNames.blank
  /// The plan of the account just after the event, or at the expiry; 0 is none.
  let plan: UInt32
  let instant: Int64
}
