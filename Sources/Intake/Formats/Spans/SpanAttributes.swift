import Ledger

/// The attributes of one span, as an object of names or as the list of keys and values that OTLP has.
struct SpanAttributes {
  let place: Int
  private var isOfResource = false
  /// The values found, each with the number of its name.
  private var found: [(name: Int, value: SourceValue)] = []
  /// Counts of tokens or calls under unknown names, that are not 0.
  private(set) var unknown: [(name: Bytes, value: SourceValue)] = []

  /// Attributes of the span that are not read, and are no usage.
  private(set) var others: [(name: Bytes, value: SourceValue)] = []

  /// - Parameter place: where an unstated value is missing.
  init(at place: Int) {
    self.place = place
    found.reserveCapacity(16)
  }

  /// Takes attributes, of an object or a list; those of a resource do not change what the span says.
  mutating func take(_ attributes: SourceValue, ofResource isOfResource: Bool = false) {
    let before = isOfResource ? found.count : 0
    self.isOfResource = isOfResource
    attributes.forEachMember { key, value in
      if attributes.kind == .object { return take(key, value, after: before) }
      let name = value["key"]
      guard name.kind == .string else { return }
      let held = value["value"]
      take(name.bytes, held.kind == .object ? SpanAttributes.scalar(held) : held, after: before)
    }
  }

  private mutating func take(_ name: Bytes, _ value: SourceValue, after before: Int) {
    if name.count < SpanField.byLength.count {
      for number in SpanField.byLength[name.count]
      where equalBytes(name, SpanField.names[number].name) {
        let known = found.firstIndex { $0.name == number }
        guard let known else { return found.append((number, value)) }
        if known >= before { found[known].value = .twice(at: value.place) }
        return
      }
    }
    if begins(name, with: "gen_ai.usage.") || begins(name, with: "ai.usage."),
      value.kind == .number || value.kind == .cell,
      value.bytes.contains(where: { $0 > 0x30 && $0 <= 0x39 })
    {
      unknown.append((name, value))
    } else if !isOfResource, value.isScalar {
      others.append((name, value))
    }
  }

  /// The first value of a field that says something; missing where none does.
  subscript(field: SpanField) -> SourceValue {
    var first: (name: Int, value: SourceValue)?
    for one in found where SpanField.names[one.name].field == field && !one.value.isBlank {
      if one.name < first?.name ?? .max { first = one }
    }
    return first?.value ?? .missing(at: place)
  }

  /// True if the span names a model, and counts tokens or usage under names that are not known.
  var countsUnderOtherNames: Bool {
    var (namesModel, counts) = (!self[.model].isBlank || !self[.requested].isBlank, false)
    for (name, value) in others where name.count < 64 {
      let words = ColumnNameWords(String(decoding: name, as: UTF8.self)).words
      namesModel = namesModel || words.last == "model" && value.kind == .string
      let isCount =
        value.isAboveZero && words.contains { ["tokens", "token", "usage"].contains($0) }
      counts = counts || isCount && SpanAttributes.limits.isDisjoint(with: words)
    }
    return namesModel && (counts || !unknown.isEmpty)
  }

  /// Words of what was allowed, or of money.
  private static let limits: Set = [
    "max", "limit", "budget", "cost", "price", "usd", "request", "remaining", "per",
  ]

  /// Every value of a field that may be a count: digits may be in quotes, as OTLP writes whole numbers.
  func counts(_ field: SpanField) -> [SourceValue] {
    all(field).map { $0.kind == .string ? SourceValue(cell: $0.bytes, place: $0.place) : $0 }
  }

  private func all(_ field: SpanField) -> [SourceValue] {
    found.filter { SpanField.names[$0.name].field == field }.sorted { $0.name < $1.name }
      .map(\.value)
  }

  /// Returns the content of an `AnyValue` of OTLP; lists and maps stay unchanged.
  private static func scalar(_ value: SourceValue) -> SourceValue {
    let whole = [value["intValue"], value["int_value"]].first { !$0.isBlank }
    if let whole {
      return whole.kind == .string ? SourceValue(cell: whole.bytes, place: whole.place) : whole
    }
    let others: [StaticString] = [
      "stringValue", "string_value", "doubleValue", "double_value", "boolValue", "bool_value",
    ]
    return others.lazy.map { value[$0] }.first { $0.kind != .missing } ?? .missing(at: value.place)
  }
}

private func equalBytes(_ name: Bytes, _ word: StaticString) -> Bool {
  name.count == word.utf8CodeUnitCount && begins(name, with: word)
}

private func begins(_ name: Bytes, with word: StaticString) -> Bool {
  guard name.count >= word.utf8CodeUnitCount, let start = name.baseAddress else { return false }
  return equalBytes(start, word.utf8Start, count: word.utf8CodeUnitCount)
}
