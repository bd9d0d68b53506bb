/// The checks that need the end of the replay or several accounts.
///
/// Their balance effect is 0.
enum WholeLedger {
  /// Returns their findings, in any order.
  ///
  /// - Parameter names: gains the ids of requests and accounts that no credit event has.
  static func findings(
    _ played: PlayedLedger, _ ledger: CreditLedger, _ books: CreditBooks,
    requests: RequestCharges?, names: inout CreditNames
  ) -> [CreditFinding] {
    let context = WholeLedgerContext(played, ledger, books, names)
    let findings =
      CouponChecks.findings(context) + TransferChecks.findings(context)
      + ResetSchedule.findings(context) + StaleReservations.findings(context)
      + MissingRollovers.findings(context)
    return ledger.events.isEmpty
      ? findings : findings + RequestChecks.findings(context, requests, names: &names)
  }
}
