import Ledger

extension JSONValue {
  /// The value with the last member of each key alone.
  var keepingLast: JSONValue {
    switch content {
    case .object(let members):
      var seen: Set<Name> = []
      let kept = members.reversed().filter { seen.insert(Name($0.key)).inserted }.reversed()
      return JSONValue(
        content: .object(
          kept.map {
            Member(key: $0.key, line: $0.line, column: $0.column, value: $0.value.keepingLast)
          }), line: line, column: column)
    case .array(let items):
      return JSONValue(content: .array(items.map(\.keepingLast)), line: line, column: column)
    case .null, .boolean, .number, .string: return self
    }
  }
}
