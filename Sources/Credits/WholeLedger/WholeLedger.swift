/// The checks that need the end of the replay or several accounts.
///
/// Their balance effect is 0.
enum WholeLedger {
  /// Returns their findings, in any order, and what the requests used.
  ///
  /// - Parameters:
  ///   - from: the start of the period, in nanoseconds since 1970.
  ///   - names: gains the ids of requests and accounts that no credit event has.
  static func check(
    _ played: PlayedLedger, _ ledger: CreditLedger, _ books: CreditBooks,
    requests: RequestCharges?, from: Int64 = .min, names: inout CreditNames
  ) -> (findings: [CreditFinding], usage: UsageChecks) {
    let context = WholeLedgerContext(played, ledger, books, names)
    let usage = UsageChecks(context, requests, from: from, names: &names)
    let findings =
      CouponChecks.findings(context) + TransferChecks.findings(context)
      + ResetSchedule.findings(context) + StaleReservations.findings(context)
      + MissingRollovers.findings(context) + usage.findings
    if ledger.events.isEmpty { return (findings, usage) }
    return (findings + RequestChecks.findings(context, requests, names: &names), usage)
  }
}
