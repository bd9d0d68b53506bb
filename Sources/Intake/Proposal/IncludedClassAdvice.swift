import Ledger

extension UnreadAdvice {
  /// Returns the advice if a total includes a class.
  ///
  /// It is the whole list, with the classes already in the mapping.
  static func held(_ column: LedgerColumn, _ mapping: UsageMapping?) -> String {
    let part: UsageMapping.Part
    switch column {
    case .audioInputTokens, .audioOutputTokens: part = .audio
    case .audioCacheReadTokens: part = .audioCacheRead
    case .imageInputTokens, .imageOutputTokens: part = .image
    case .cacheReadTokens: part = .cacheRead
    case .cacheWrite5mTokens, .cacheWrite1hTokens: part = .cacheWrite
    default: return ""
    }
    let isOutput = column == .audioOutputTokens || column == .imageOutputTokens
    let known = isOutput ? mapping?.outputIncludes : mapping?.inputIncludes
    return ", and where the total includes it: \"\(isOutput ? "output" : "input")_includes\": "
      + (known ?? IncludedClasses()).json(with: part)
  }
}

extension IncludedClasses {
  /// Returns the setting, if there is a `part` where each total includes it as well.
  func json(with part: UsageMapping.Part? = nil) -> String {
    func list(_ parts: Set<UsageMapping.Part>) -> String {
      let all = UsageMapping.Part.allCases.filter { $0 == part || parts.contains($0) }
      return "[" + all.map { JSONString.quoted($0.rawValue) }.joined(separator: ", ") + "]"
    }
    if byVendor.isEmpty { return list(elsewhere ?? []) }
    let rules =
      byVendor.sorted { $0.key < $1.key }
      + (elsewhere.map { [(key: UsageMapping.anyOther, value: $0)] } ?? [])
    let members = rules.map { "\(JSONString.quoted($0.key)): \(list($0.value))" }
    return "{ " + members.joined(separator: ", ") + " }"
  }
}
