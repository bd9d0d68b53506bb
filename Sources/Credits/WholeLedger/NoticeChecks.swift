import Ledger

/// The states of low-balance levels that were crossed, and of notices.
package enum NoticeState: String, Hashable, Sendable, CaseIterable {
  /// A notice came within 24 hours, or the balance was at its level or below.
  case sent
  /// 24 hours passed without a notice, and the balance did not rise.
  case missing
  /// The balance was above the level of the notice.
  case unfounded
  /// The balance rose within 24 hours, before a notice.
  case notNeeded = "not_needed"
}

/// The check of crossed low-balance levels without a notice, in a ledger that has notices.
enum NoticeChecks {
  static func findings(_ context: WholeLedgerContext) -> [CreditFinding] {
    context.played.crossings.compactMap { crossing in
      guard state(of: crossing, context) == .missing else { return nil }
      var finding = context.finding(
        .noticeMissing, at: crossing.event, credits: 0, plan: .empty)
      finding.found = .credits(crossing.balance)
      finding.detail = .level(millionths: crossing.level)
      return finding
    }
  }

  /// Returns the state of a crossing; nil while a notice or a rise may still come, and in a ledger without notices.
  static func state(of crossing: LevelCrossing, _ context: WholeLedgerContext) -> NoticeState? {
    let at = context.ledger.events[Int(crossing.event)].at
    if crossing.notice != CreditEvent.none { return .sent }
    if crossing.raisedAt != .max && crossing.raisedAt - at <= WholeLedgerContext.grace {
      return .notNeeded
    }
    return context.played.hasNotices && context.isOverdue(at) ? .missing : nil
  }
}
