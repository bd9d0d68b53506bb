import Ledger
import Overview

/// The settings in words; docs/SETTINGS.md says what each decides.
enum SettingsText {
  /// One setting: what people call it, its value, and its name in the file.
  typealias Line = (name: String, value: String, key: String)

  static func lines(_ settings: Settings) -> [Line] {
    let markup = settings.byokMarkup
    let free = settings.freeTier
    let models = free.allowedModels.map(\.description)
    let watch = settings.watch
    return [
      ("Organization", settings.organization ?? "none", "organization"),
      ("Time zone", settings.timeZone, "time_zone"),
      (
        "Credit value", dated(settings.creditValues) { "\($0.perCredit) USD" }, "credit_value_usd"
      ),
      ("Credit step", dated(settings.creditIncrements) { $0.description }, "credit_increment"),
      ("Decimals of costs", String(settings.ledgerCostDecimals), "ledger_cost_decimals"),
      ("Cost tolerance", "\(settings.costTolerance) USD", "cost_tolerance_usd"),
      ("Default multiplier", settings.defaultMultiplier.description, "default_multiplier"),
      (
        "Charged statuses",
        list(RequestStatus.allCases.filter(settings.charged.contains).map(\.name)), "charge"
      ),
      (
        "Fee with own keys, %",
        "free \(markup.free), budget \(markup.budget), standard \(markup.standard), "
          + "premium \(markup.premium)", "byok_markup_percent"
      ),
      (
        "Free-tier limits",
        "for reports only: \(credits(free.budget)) a month, "
          + "\(free.dailyCap.map(credits) ?? "no limit") a day, \(models.isEmpty ? "all models" : list(models))",
        "free_tier"
      ),
      (
        "Price watch",
        "pass on up to \(watch.autoApply) %, critical \(watch.criticalPoints) points, "
          + "stale after \(watch.staleDays) days", "watch"
      ),
      (
        "Materiality",
        dated(settings.materiality) { "\($0.usd) USD or \($0.percent) % of vendor cost" },
        "materiality"
      ),
      (
        "Segments",
        "growing from \(settings.segments.growing) times, shrinking up to "
          + "\(settings.segments.shrinking) times", "segments"
      ),
      (
        "Services for batch", list(settings.batchableServices.map(\.description)),
        "batchable_services"
      ),
      ("Credit ledger", CreditRulesText.text(settings.credits), "credits"),
      (
        "Accounts of the journal",
        list(JournalAccount.allCases.map { settings.journalAccounts[$0] }), "journal_accounts"
      ),
    ] + SettingsText.close(settings.close) + [
      ("Ignored files", list(settings.ignored), "ignore"),
      ("Confirmed days", list(settings.confirmedDayTexts), "confirmed_days"),
    ]
  }

  /// The rules of closes.
  private static func close(
    _ close: CloseSettings
  ) -> [(name: String, value: String, key: String)] {
    let signers = close.signers.map { "; signers in \($0)" } ?? ""
    return [
      (
        "Closes", "approval \(close.requiresApproval ? "required" : "none")\(signers)", "close"
      )
    ]
  }

  private static func credits(_ credits: Credits) -> String {
    "\(Figures.credits(Int128(credits.microcredits))) credits"
  }

  private static func list(_ words: [String]) -> String {
    words.isEmpty ? "none" : words.listed
  }

  private static func dated<Value>(
    _ setting: DatedSetting<Value>, _ words: (Value) -> String
  ) -> String {
    guard !setting.entries.isEmpty else { return words(setting.fallback) }
    return setting.entries.map { entry in
      words(entry.value) + (entry.tier.map { ", tier \($0)" } ?? "")
        + (entry.from.map { ", from \($0)" } ?? "")
    }.joined(separator: "; ")
  }
}
