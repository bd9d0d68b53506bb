import Ledger
import Overview

/// The rules of the credit ledger in words.
enum CreditRulesText {
  static func text(_ settings: CreditSettings) -> String {
    let days = settings.refundExpiresDays
    return [
      "consume by " + dated(settings.consumptionOrder) { $0.map(\.rawValue).listed },
      "recorded balance is " + dated(settings.recordedBalance, \.rawValue),
      "refund to an expired grant: " + dated(settings.refundExpired, \.rawValue)
        + dated(days) { $0.map { ", for \($0) days" } ?? "" },
      "upgrade credits " + dated(settings.upgradeCredits, \.rawValue),
      "downgrade " + dated(settings.downgrade, \.rawValue), breakage(settings.breakage),
    ].compactMap { $0 }.joined(separator: "; ")
  }

  /// Nil for breakage at expiry at all times.
  private static func breakage(_ setting: DatedSetting<BreakageRule>) -> String? {
    if setting == DatedSetting(always: BreakageRule(), line: setting.line) { return nil }
    return "breakage "
      + dated(setting) { rule in
        let percents = BreakageRule.sources.compactMap { source in
          rule.percents[source].map { "\(source) \($0) %" }
        }
        return ([rule.method.rawValue] + percents).joined(separator: " ")
      }
  }

  private static func dated<Value>(
    _ setting: DatedSetting<Value>, _ words: (Value) -> String
  ) -> String {
    if setting.entries.isEmpty { return words(setting.fallback) }
    return setting.entries.map { entry in
      words(entry.value) + (entry.from.map { ", from \($0)" } ?? "")
    }.joined(separator: " / ")
  }
}
