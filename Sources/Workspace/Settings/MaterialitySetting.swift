import Ledger
import Parsing

extension SettingsFile {
  /// Reads `{ "usd": "1", "percent": "0.1" }`, or a list of such objects with `from`; what is not stated is the default.
  mutating func readMateriality(_ value: JSONValue) {
    guard case .array(let items) = value.content else {
      settings.materiality = DatedSetting(
        always: materiality(value, keys: ["usd", "percent"]).value, line: value.line)
      return
    }
    var entries: [DatedSetting<Materiality>.Entry] = []
    for item in items {
      let (stated, from) = materiality(item, keys: ["from", "usd", "percent"])
      if entries.contains(where: { $0.from == from }) {
        note(.sameEntry(key: SettingKey.materiality.rawValue), at: item)
      }
      entries.append(
        DatedSetting<Materiality>.Entry(from: from, tier: nil, value: stated, line: item.line))
    }
    settings.materiality = DatedSetting(always: .standard, entries: entries)
  }

  private mutating func materiality(
    _ value: JSONValue, keys: [String]
  ) -> (value: Materiality, from: Instant?) {
    var (usd, percent) = (Materiality.standard.usd, Materiality.standard.percent)
    var from: Instant?
    for member in members(of: value, key: SettingKey.materiality.rawValue, keys: keys) {
      switch member.key {
      case "usd":
        usd =
          amount(member.value, member.key, "USD of 0 or more, in quotes", AmountParser.money) ?? usd
      case "percent": percent = self.percent(member) ?? percent
      default: from = start(member.value)
      }
    }
    return (Materiality(usd: usd, percent: percent), from)
  }
}
