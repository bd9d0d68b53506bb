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
  package var breakage = DatedSetting(always: BreakageRule())

  package init() {}
}

/// The rule by which credits that are never used become revenue.
package struct BreakageRule: Hashable, Sendable {
  /// The times at which breakage is earned: `credits.breakage.method`.
  package enum Method: String, Hashable, Sendable, CaseIterable {
    /// At their expiry.
    case expiry
    /// An expected percent of them as customers use the others, and the rest when they expire.
    case proportional
  }

  package var method = Method.expiry
  /// The expected percent, up to 100, by source of grants; of another source, 0.
  package var percents: [String: Percent] = [:]

  package init() {}

  /// The sources that a percent may be stated for.
  package static let sources = [
    "monthly", "bonus", "topup", "promotion", "adjustment", "coupon", "refund", "transfer",
  ]

  /// Returns the expected percent of a source in millionths; 0 where nothing is expected.
  package func expected(of source: String) -> Int32 {
    switch method {
    case .expiry: 0
    case .proportional: Int32(percents[source]?.millionths ?? 0)
    }
  }
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
