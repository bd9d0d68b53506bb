/// The checks that need the end of the replay or several accounts.
///
/// Their balance effect is 0.
enum WholeLedgerChecks {
  /// Returns their findings, in any order, and the use of requests.
  ///
  /// - Parameters:
  ///   - from: the start of the period, in nanoseconds since 1970.
  ///   - names: gains the ids of requests and accounts that no credit event has.
  static func check(
    _ context: WholeLedgerContext, requests: RequestCharges?, from: Int64,
    names: inout CreditNames
  ) -> (findings: [CreditFinding], usage: UsageChecks) {
    let usage = UsageChecks(context, requests, from: from, names: &names)
    let findings =
      CouponChecks.findings(context) + TransferChecks.findings(context)
      + ResetSchedule.findings(context) + StaleReservations.findings(context)
      + MissingRollovers.findings(context) + AllocationChecks.findings(context)
      + NoticeChecks.findings(context) + usage.findings
    if context.ledger.events.isEmpty { return (findings, usage) }
    return (findings + RequestChecks.findings(context, requests, names: &names), usage)
  }
}
