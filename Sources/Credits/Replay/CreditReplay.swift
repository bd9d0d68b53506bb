import Ledger

/// The replay of a credit ledger: from events, books and requests to the audit.
package enum CreditReplay {
  /// Returns the audit of a ledger.
  ///
  /// - Parameters:
  ///   - period: the period of the figures; nil is from the first event to just after the last.
  ///   - requests: the requests of the usage ledger; nil if there is no usage ledger.
  package static func audit(
    _ ledger: CreditLedger, books: CreditBooks, period: Range<Instant>?, requests: RequestCharges?
  ) -> CreditAudit {
    CreditAudit(
      names: ledger.names, files: ledger.files + (requests?.files ?? []), ledger: ledger,
      balances: [], grants: [], findings: [], revenue: [], totals: CreditTotals(),
      equation: EventEquation(), comparison: BalanceComparison(), played: PlayedLedger())
  }
}
