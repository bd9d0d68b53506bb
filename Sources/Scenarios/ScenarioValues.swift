import Ledger
import Parsing
import Simulation

/// The values of a change's members; an invalid one is reported with its place.
extension ScenarioFile {
  mutating func string(_ member: JSONValue.Member) -> String? {
    if case .string(let text) = member.value.content { return text }
    noteExpected(member.key, "a string in quotes", member.value)
    return nil
  }

  /// A value in quotes, or a number, of which every digit counts.
  mutating func read<Value>(
    _ member: JSONValue.Member, _ expected: String, _ read: (String) -> Value?
  ) -> Value? {
    let text: String? =
      switch member.value.content {
      case .string(let text), .number(let text): text
      case .null, .boolean, .array, .object: nil
      }
    if let value = text.flatMap(read) { return value }
    noteExpected(member.key, expected, member.value)
    return nil
  }

  mutating func name(_ key: String, _ parts: [String: JSONValue.Member]) -> Name? {
    parts[key].flatMap { string($0) }.map { Name($0) }
  }

  mutating func required(
    _ key: String, _ parts: [String: JSONValue.Member], _ value: JSONValue
  ) -> String? {
    guard let member = parts[key] else {
      note(
        "a change lacks \"\(key)\"", "add it to the change", at: value.line, value.column)
      return nil
    }
    return string(member)
  }

  mutating func count(_ key: String, _ parts: [String: JSONValue.Member]) -> Int64? {
    guard let member = parts[key] else { return nil }
    return read(member, "a whole number") { text in
      guard case .success(let number) = NumberText.count(Name(text), limit: Quantities.countLimit)
      else { return nil }
      return number.value
    }
  }

  mutating func instant(_ member: JSONValue.Member?) -> Instant? {
    member.flatMap { read($0, "a day or an RFC 3339 instant", Instant.init(dayOrInstant:)) }
  }
}

extension JSONValue {
  /// True if it is `"*"`, which means every class.
  var isStar: Bool { if case .string("*") = content { true } else { false } }
}
