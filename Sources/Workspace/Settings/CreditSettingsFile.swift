import Ledger
import Parsing

extension SettingsFile {
  /// The settings of the credit ledger.
  private enum CreditKey: String, CaseIterable {
    case consumptionOrder = "consumption_order"
    case recordedBalance = "recorded_balance"
    case refundExpired = "refund_expired"
    case refundExpiresDays = "refund_expires_days"
    case upgradeCredits = "upgrade_credits"
    case downgrade
    case lowBalancePercent = "low_balance_percent"
    case breakage
  }

  /// Reads the rules of the credit ledger: an object, each member a value or a list of dated ones.
  mutating func readCredits(_ value: JSONValue) {
    for member in members(of: value, key: "credits", keys: CreditKey.allCases.map(\.rawValue)) {
      guard let key = CreditKey(rawValue: member.key) else {
        preconditionFailure("only known keys come here")
      }
      read(member.value, of: key)
    }
  }

  private mutating func read(_ value: JSONValue, of key: CreditKey) {
    let name = key.rawValue
    switch key {
    case .consumptionOrder:
      settings.credits.consumptionOrder = credits(
        value, name, CreditSettings().consumptionOrder.fallback
      ) { $0.order($1, name) }
    case .recordedBalance:
      settings.credits.recordedBalance = credits(value, name, .balance) { $0.word($1, name) }
    case .refundExpired:
      settings.credits.refundExpired = credits(value, name, .newGrant) { $0.word($1, name) }
    case .refundExpiresDays:
      settings.credits.refundExpiresDays = credits(value, name, Int?.none) { $0.days($1, name) }
    case .upgradeCredits:
      settings.credits.upgradeCredits = credits(value, name, .prorated) { $0.word($1, name) }
    case .downgrade:
      settings.credits.downgrade = credits(value, name, .periodEnd) { $0.word($1, name) }
    case .lowBalancePercent:
      settings.credits.lowBalancePercents = credits(
        value, name, CreditSettings().lowBalancePercents.fallback
      ) { $0.levels($1, name) }
    case .breakage:
      settings.credits.breakage = credits(value, name, BreakageRule()) { $0.breakage($1, name) }
    }
  }

  /// One value for always, or a list of entries with a start; a list of texts is one value.
  private mutating func credits<Value>(
    _ value: JSONValue, _ key: String, _ fallback: Value,
    _ read: (inout SettingsFile, JSONValue) -> Value?
  ) -> DatedSetting<Value> {
    guard case .array(let items) = value.content, case .object? = items.first?.content else {
      return DatedSetting(always: read(&self, value) ?? fallback, line: value.line)
    }
    return DatedSetting(
      always: fallback, entries: entries(items, key, keys: ["from", "value"], read))
  }

  // MARK: Values

  private mutating func word<Word: RawRepresentable & CaseIterable>(
    _ value: JSONValue, _ key: String
  ) -> Word? where Word.RawValue == String {
    guard let text = string(value, key) else { return nil }
    if let word = Word(rawValue: text) { return word }
    noteUnknown(text, key, among: Word.allCases.map(\.rawValue), at: value)
    return nil
  }

  /// Keys of consumption, each at most once.
  private mutating func order(_ value: JSONValue, _ key: String) -> [ConsumptionKey]? {
    var order: [ConsumptionKey] = []
    let before = findings.count
    for (text, item) in strings(value, key) {
      guard let word = ConsumptionKey(rawValue: text) else {
        noteUnknown(text, key, among: ConsumptionKey.allCases.map(\.rawValue), at: item)
        continue
      }
      if order.contains(word) {
        note(.wrongValue(key: key, text: text, expected: "each word once"), at: item)
      }
      order.append(word)
    }
    return findings.count == before ? order : nil
  }

  /// Days until refunded credits expire; null is never.
  private mutating func days(_ value: JSONValue, _ key: String) -> Int?? {
    if case .null = value.content { return .some(nil) }
    return whole(value, key, CreditLifetime.range).map { Int($0) }
  }

  private mutating func levels(_ value: JSONValue, _ key: String) -> [Percent]? {
    let before = findings.count
    let levels = strings(value, key).compactMap { text, item -> Percent? in
      if let percent = AmountParser.percent(text), percent <= Percent(millionths: 100_000_000) {
        return percent
      }
      note(
        .wrongValue(
          key: key, text: text, expected: "percentages from 0 to 100 with at most 6 decimals"),
        at: item)
      return nil
    }
    return findings.count == before ? levels : nil
  }

  /// Reads the rule by which unused credits are earned.
  private mutating func breakage(_ value: JSONValue, _ key: String) -> BreakageRule? {
    let before = findings.count
    var rule = BreakageRule()
    for member in members(of: value, key: key, keys: ["method", "percent"]) {
      if member.key == "method" {
        rule.method = word(member.value, member.key) ?? rule.method
        continue
      }
      for source in members(of: member.value, key: member.key, keys: BreakageRule.sources) {
        rule.percents[source.key] = share(source)
      }
    }
    return findings.count == before ? rule : nil
  }

  /// A percentage up to 100.
  private mutating func share(_ member: JSONValue.Member) -> Percent? {
    amount(
      member.value, member.key, "a percentage from 0 to 100 with at most 6 decimals, in quotes"
    ) { text in
      AmountParser.percent(text).flatMap { $0 <= Percent(millionths: 100_000_000) ? $0 : nil }
    }
  }
}
