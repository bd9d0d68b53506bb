import Ledger
import Parsing

extension SettingsFile {
  /// One value for always, or a list of entries with a start and a tier.
  mutating func dated<Value>(
    _ value: JSONValue, _ key: String, _ fallback: Value, _ expected: String,
    _ read: (String) -> Value?
  ) -> DatedSetting<Value> {
    guard case .array(let items) = value.content else {
      return DatedSetting(
        always: amount(value, key, expected, read) ?? fallback, line: value.line)
    }
    let entries = entries(items, key, keys: ["from", "tier", "value"]) { file, value in
      file.amount(value, key, expected, read)
    }
    return DatedSetting(always: fallback, entries: entries)
  }

  /// The entries of a list of objects, each with a value and whatever else of `keys` it states.
  mutating func entries<Value>(
    _ items: [JSONValue], _ key: String, keys: [String],
    _ read: (inout SettingsFile, JSONValue) -> Value?
  ) -> [DatedSetting<Value>.Entry] {
    var entries: [DatedSetting<Value>.Entry] = []
    for item in items {
      var entryValue: Value?
      var from: Instant?
      var tier: Name?
      let before = findings.count
      for member in members(of: item, key: key, keys: keys) {
        switch member.key {
        case "value": entryValue = read(&self, member.value)
        case "tier": tier = name(member.value, "tier")
        default: from = start(member.value)
        }
      }
      guard let entryValue else {
        note(.wrongType(key: key, expected: "a list of entries with a value each"), at: item)
        continue
      }
      if findings.count == before, entries.contains(where: { $0.from == from && $0.tier == tier }) {
        note(.sameEntry(key: key), at: item)
      }
      entries.append(
        DatedSetting<Value>.Entry(from: from, tier: tier, value: entryValue, line: item.line))
    }
    return entries
  }
}
