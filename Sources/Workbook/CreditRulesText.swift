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
      "downgrade " + dated(settings.downgrade, \.rawValue),
      "breakage " + dated(settings.breakage, breakage),
    ].joined(separator: "; ")
  }

  /// `expiry`, or `proportional, monthly 5 %`.
  private static func breakage(_ rule: BreakageRule) -> String {
    switch rule.method {
    case .expiry: return rule.method.rawValue
    case .proportional:
      let percents = BreakageRule.sources.compactMap { source in
        rule.percents[source].map { "\(source) \($0) %" }
      }
      return ([rule.method.rawValue] + percents).joined(separator: ", ")
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
