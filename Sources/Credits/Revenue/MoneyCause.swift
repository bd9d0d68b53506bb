/// The event for which money moves, at the instant at which it does.
struct MoneyCause {
  /// By index of the ledger.
  let event: UInt32
  /// The number of the name of its account.
  let account: UInt32
  /// The request; 0 if there is none.
  var request: UInt32 = CreditNames.blank
  let instant: Int64
}
