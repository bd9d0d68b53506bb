import Ledger

/// One event of the replay with its account just before and just after it, and its findings.
package struct EventTrace: Sendable {
  /// The index of the event in the ledger.
  package let event: UInt32
  package let outcome: EventOutcome
  /// The account just before the event, after everything due at its instant; nil if the event was not played.
  package let before: AccountState?
  /// The account just after the event; nil if the event was not played.
  package let after: AccountState?
  /// The meaning of the row's `balance_after`; the credits of a `balance` event are always the balance.
  package let recordedBalance: RecordedBalanceKind
  /// The findings at the event, the worst first.
  package let findings: [CreditFinding]
  /// The result of the replay that the story is part of.
  package let audit: CreditAudit
}

extension CreditReplay {
  /// Returns the story of one event, given as an index of the ledger.
  package static func story(
    of event: UInt32, _ ledger: CreditLedger, books: CreditBooks, period: Range<Instant>?,
    requests: RequestCharges?
  ) -> EventTrace {
    let (audit, watched) = audit(
      ledger, books: books, period: period, requests: requests, watching: event)
    let at = ledger.events[Int(event)].instant
    return EventTrace(
      event: event, outcome: audit.played.outcomes[Int(event)], before: watched.before,
      after: watched.after,
      recordedBalance: books.settings.recordedBalance.value(tier: .empty, at: at),
      findings: audit.findings.filter { $0.event == event }, audit: audit)
  }
}
