/// The settings of the credit ledger: `credits` in the settings.
///
/// Each may be dated; none depends on the tier.
package struct CreditSettings: Hashable, Sendable {
  package var consumptionOrder = DatedSetting(
    always: [ConsumptionKey.expiry, .priority, .age])
  package var recordedBalance = DatedSetting(always: RecordedBalanceKind.balance)
  package var refundExpired = DatedSetting(always: RefundExpired.newGrant)
  /// Days of 24 hours until a grant of refunded credits expires; nil is never.
  package var refundExpiresDays: DatedSetting<Int?> = DatedSetting(always: nil)
  package var upgradeCredits = DatedSetting(always: UpgradeCredits.prorated)
  package var downgrade = DatedSetting(always: DowngradeTime.periodEnd)
  /// Levels of the reference balance in percent, as written; only reports of low balances use them.
  package var lowBalancePercents = DatedSetting(
    always: [20_000_000, 10_000_000, 0].map { Percent(millionths: $0) })

  package init() {}
}

/// A key by which credits are consumed.
package enum ConsumptionKey: String, Hashable, Sendable, CaseIterable {
  /// Earliest expiry first; grants that never expire last.
  case expiry
  /// Lowest number first.
  case priority
  /// Order of events.
  case age
  /// Grants without payment first.
  case free
}

/// The meaning of `balance_after`.
package enum RecordedBalanceKind: String, Hashable, Sendable, CaseIterable {
  case balance
  /// The balance less open holds.
  case available
}

/// The treatment of credits that are refunded to an expired grant.
package enum RefundExpired: String, Hashable, Sendable, CaseIterable {
  case newGrant = "new_grant"
  /// They are given back and expire at the same instant.
  case lost
}

/// The credits that an upgrade within an allowance is expected to grant.
package enum UpgradeCredits: String, Hashable, Sendable, CaseIterable {
  case prorated, difference, none
}

/// The time at which a change to a smaller allowance may take effect.
package enum DowngradeTime: String, Hashable, Sendable, CaseIterable {
  case periodEnd = "period_end"
  case anyTime = "any_time"
}
