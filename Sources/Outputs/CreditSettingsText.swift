import Ledger

/// The rules of the credit ledger as the manifest has them, each as the settings would state it.
enum CreditSettingsText {
  static func json(_ settings: CreditSettings) -> JSONText {
    .object([
      (
        "consumption_order",
        dated(settings.consumptionOrder) { .array($0.map { .string($0.rawValue) }) }
      ),
      ("recorded_balance", dated(settings.recordedBalance) { .string($0.rawValue) }),
      ("refund_expired", dated(settings.refundExpired) { .string($0.rawValue) }),
      (
        "refund_expires_days",
        dated(settings.refundExpiresDays) { $0.map { .number(Int64($0)) } ?? .null }
      ),
      ("upgrade_credits", dated(settings.upgradeCredits) { .string($0.rawValue) }),
      ("downgrade", dated(settings.downgrade) { .string($0.rawValue) }),
      (
        "low_balance_percent",
        dated(settings.lowBalancePercents) { .array($0.map { .string($0.description) }) }
      ),
      ("breakage", dated(settings.breakage, breakage)),
    ])
  }

  /// The names of the accounts of the journal, by Assay's own.
  static func json(_ accounts: JournalAccounts) -> JSONText {
    .object(JournalAccount.allCases.map { ($0.rawValue, .string(accounts[$0])) })
  }

  private static func breakage(_ rule: BreakageRule) -> JSONText {
    let percents = BreakageRule.sources.compactMap { source in
      rule.percents[source].map { (source, JSONText.string($0.description)) }
    }
    return .object([
      ("method", .string(rule.method.rawValue)), ("percent", .object(percents)),
    ])
  }

  private static func dated<Value>(
    _ setting: DatedSetting<Value>, _ json: (Value) -> JSONText
  ) -> JSONText {
    if setting.entries.isEmpty { return json(setting.fallback) }
    return .array(
      setting.entries.map { entry in
        .object(
          (entry.from.map { [("from", .string($0.description))] } ?? []) + [
            ("value", json(entry.value))
          ])
      })
  }
}
