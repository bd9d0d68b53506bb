import Ledger
import Overview

/// The settings in words.
enum SettingsText {
  /// One setting: what people call it, its value, its name in the file, and what it decides.
  typealias Line = (name: String, value: String, key: String, meaning: String)

  static func lines(_ settings: Settings) -> [Line] {
    let markup = settings.byokMarkup
    return [
      (
        "Time zone", settings.timeZone, "time_zone", "The time zone in which days and months begin."
      ),
      (
        "Credit value", dated(settings.creditValues) { "\($0.perCredit) USD" },
        "credit_value_usd", "The revenue of one credit."
      ),
      (
        "Credit step", dated(settings.creditIncrements) { $0.description }, "credit_increment",
        "Charges are rounded up to a multiple of it."
      ),
      (
        "Decimals of costs", String(settings.ledgerCostDecimals), "ledger_cost_decimals",
        "Recorded and recomputed costs are rounded to this number of decimals, half up, before they are compared."
      ),
      (
        "Cost tolerance", "\(settings.costTolerance) USD", "cost_tolerance_usd",
        "A difference up to this amount is rounding, not a mismatch."
      ),
      (
        "Default multiplier", settings.defaultMultiplier.description, "default_multiplier",
        "Applies where multipliers.csv has no approved row."
      ),
      (
        "Charged statuses",
        list(RequestStatus.allCases.filter(settings.charged.contains).map(\.name)), "charge",
        "Requests of other statuses cost us and are not charged."
      ),
      (
        "Fee on own keys",
        "free \(markup.free) %, budget \(markup.budget) %, standard \(markup.standard) %, "
          + "premium \(markup.premium) %",
        "byok_markup_percent",
        "Share of the notional cost, by class of model, of requests on a customer's own key."
      ),
    ] + freeTier(settings.freeTier) + watch(settings.watch) + [
      (
        "Materiality",
        dated(settings.materiality) { "\($0.usd) USD or \($0.percent) % of vendor cost" },
        "materiality",
        "Findings below the larger of the two are one line with their count and sum."
      )
    ] + ignored(settings.ignored) + confirmed(settings.confirmedDayTexts)
  }

  private static func freeTier(_ limits: FreeTierLimits) -> [Line] {
    let models = limits.allowedModels.map(\.description)
    return [
      (
        "Free-tier budget", credits(limits.budget), "free_tier.budget_credits",
        "For reports only: a possible monthly quota of a user of a free tier."
      ),
      (
        "Free-tier daily cap", limits.dailyCap.map(credits) ?? "none",
        "free_tier.daily_cap_credits",
        "For reports only: a possible daily quota of a user of a free tier."
      ),
      (
        "Free-tier models", models.isEmpty ? "all" : list(models), "free_tier.allowed_models",
        "For reports only: the models that a free tier might allow."
      ),
    ]
  }

  private static func watch(_ thresholds: WatchThresholds) -> [Line] {
    [
      (
        "Prices to pass on", "\(thresholds.autoApply) %", "watch.auto_apply_percent",
        "Largest price change to pass on without approval, by the multiplier that keeps the "
          + "customers' price; 0: none."
      ),
      (
        "Critical points", thresholds.criticalPoints.description, "watch.critical_points",
        "An alert is critical if the margin is this number of points under target."
      ),
      (
        "Stale after, days", String(thresholds.staleDays), "watch.stale_days",
        "A price recorded longer ago, before the end of the period, is listed as stale."
      ),
    ]
  }

  private static func confirmed(_ texts: [String]) -> [Line] {
    [
      (
        "Confirmed days", list(texts), "confirmed_days",
        "Days far from all others whose requests did happen."
      )
    ]
  }

  private static func ignored(_ paths: [String]) -> [Line] {
    [
      (
        "Ignored files", list(paths), "ignore",
        "Files of ledger/ and prices/ that are left out of every figure."
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
