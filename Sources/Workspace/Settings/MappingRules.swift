import Intake
import Ledger
import Parsing

extension SettingsFile {
  /// Reads what a total holds: a list for every vendor, or an object of lists by vendor.
  mutating func heldParts(
    _ value: JSONValue, _ key: String, _ possible: [UsageMapping.Part]
  ) -> IncludedClasses {
    guard case .object(let members) = value.content else {
      if let open = value.items.first(where: { $0.text == MappingProposal.open }) {
        note(.ruleStillOpen(key: key, vendor: nil), at: open)
        return IncludedClasses()
      }
      return IncludedClasses(parts(value, key, possible))
    }
    var rules: [String: Set<UsageMapping.Part>] = [:]
    for member in members {
      if case .array(let items) = member.value.content,
        let open = items.first(where: { $0.text == MappingProposal.open })
      {
        note(.ruleStillOpen(key: key, vendor: member.key), at: open)
      } else {
        rules[member.key] = parts(member.value, member.key, possible)
      }
    }
    return IncludedClasses(byVendor: rules)
  }

  private mutating func parts(
    _ value: JSONValue, _ key: String, _ possible: [UsageMapping.Part]
  ) -> Set<UsageMapping.Part> {
    var parts: Set<UsageMapping.Part> = []
    for (word, item) in strings(value, key) {
      if let part = possible.first(where: { $0.rawValue == word }) {
        parts.insert(part)
      } else {
        noteUnknown(word, key, among: possible.map(\.rawValue), at: item)
      }
    }
    return parts
  }

  /// Reads which records are requests, by the names of columns: one text each, or a list.
  mutating func choices(_ value: JSONValue, _ key: String, isOnly: Bool) -> [RecordFilter] {
    guard case .object(let members) = value.content else {
      note(.wrongType(key: key, expected: "an object of lists { … }"), at: value)
      return []
    }
    return members.map { member in
      let texts: [String]
      if case .array = member.value.content {
        texts = strings(member.value, member.key).map(\.0)
      } else {
        texts = string(member.value, member.key).map { [$0] } ?? []
      }
      return RecordFilter(name: member.key, texts: Set(texts), isOnly: isOnly)
    }
  }

  /// Reads what letters after numbers represent, such as `k` for thousands.
  mutating func suffixes(_ value: JSONValue, _ key: String) -> [String: UnitFactor] {
    guard case .object(let members) = value.content else {
      note(.wrongType(key: key, expected: "an object of units { … }"), at: value)
      return [:]
    }
    var suffixes: [String: UnitFactor] = [:]
    for member in members {
      guard let word = string(member.value, member.key) else { continue }
      guard let factor = UnitFactor(word: word) else {
        noteUnknown(word, member.key, among: UnitFactor.words, at: member.value)
        continue
      }
      suffixes[member.key] = factor
    }
    return suffixes
  }
}
