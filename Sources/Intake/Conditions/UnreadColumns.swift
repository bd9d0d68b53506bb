import Ledger

extension LedgerLayout {
  /// Whether the settings say what its columns mean.
  package var isMapped: Bool { usage == .mapping && mapping?.keepsOwnNames != true }

  /// Which of its columns may state conditions that nothing reads; nil for formats of others, which say it themselves.
  var unreadRules: UnreadRules? {
    switch usage {
    case .native:
      let given = format.isCSV ? LedgerColumn.allCases.filter { field(of: $0) != nil } : []
      return UnreadRules(
        others: ignored.union(LedgerColumn.named.keys), given: Set(given), isMapped: false)
    case .mapping:
      guard let mapping else { return nil }
      return UnreadRules(
        others: ignored, given: Set(LedgerColumn.allCases.filter(mapping.gives)),
        isMapped: !mapping.keepsOwnNames,
        mapped: Set(mapping.sources.flatMap(\.names).map { folded(Array($0.utf8)) }),
        sharesTerms: mapping.constants[.serviceTier] != nil)
    default: return nil
    }
  }

  /// Of a CSV of ours, the fields that may state such conditions, each with the number of its column there.
  func unreadFields(_ conditions: UnreadConditions) -> [(field: Int, column: Int)] {
    guard usage == .native, format.isCSV, !unknown.isEmpty else { return [] }
    let names = Set(unknown.map(\.name))
    return header.enumerated().compactMap { field, name in
      let name = folded(name.bytes)
      guard names.contains(name), let column = conditions.column(name) else { return nil }
      return (field, column)
    }
  }
}

/// The fields of a CSV of ours that may state conditions which nothing reads, and what they state.
struct UnreadFields {
  private let fields: [(field: Int, column: Int)]
  private let conditions: UnreadConditions
  private let names: [Name]
  /// The fields of what decides whether a condition matters.
  private let counts: [LedgerColumn: Int]
  private let status: Int?

  /// Nil where there are none, as in most files.
  init?(_ layout: LedgerLayout) {
    guard layout.format.isCSV, let rules = layout.unreadRules, layout.usage == .native else {
      return nil
    }
    conditions = UnreadConditions(rules)
    fields = layout.unreadFields(conditions)
    names = layout.header
    counts = Dictionary(
      uniqueKeysWithValues: LedgerColumn.quantities.compactMap { one in
        layout.field(of: one).map { (one, $0) }
      })
    status = layout.field(of: .status)
    if fields.isEmpty { return nil }
  }

  /// Whether a row states any.
  func stateAny(_ row: some RowFields) -> Bool {
    for (field, column) in fields {
      guard let condition = conditions.condition(row.text(field), in: column) else { continue }
      let stated = conditions.stated(condition, in: column) {
        Count.read(counts[$0].map { row.text($0) })
      } hasFailed: {
        status.map { LedgerRules.hasFailed(row.text($0)) } ?? false
      }
      if stated != nil { return true }
    }
    return false
  }

  /// Notes in a record what it states.
  func note(in record: inout CarefulScanner.Record) {
    for (field, column) in fields where field < record.fields.count {
      let cell = record.fields[field]
      let text = Array(trimmed(cell.text))
      guard let condition = text.withUnsafeBufferPointer({ conditions.condition($0, in: column) })
      else { continue }
      let fields = record.fields
      func bytes(of field: Int?) -> [UInt8] {
        field.map { $0 < fields.count ? fields[$0].text : [] } ?? []
      }
      let stated = conditions.stated(condition, in: column) { wanted in
        Count.read(bytes(of: counts[wanted]))
      } hasFailed: {
        LedgerRules.hasFailed(bytes(of: status))
      }
      guard let condition = stated else { continue }
      let word = text.withUnsafeBufferPointer { UnreadConditions.word(condition, $0) }
      record.state(
        condition, in: Name(bytes: trimmed(names[field].bytes)), word: word, at: cell.start)
    }
  }
}

extension CarefulScanner.Record {
  /// Notes that the column of a name states a condition, and that nothing reads it.
  mutating func state(_ condition: RequestCondition, in name: Name, word: Name, at place: Int) {
    conditions.insert(condition)
    warnings.append((.unread(name, condition, word: word), place))
  }
}

extension CellWriter {
  /// Notes what members of a record state that nothing reads.
  ///
  /// - Parameter prefix: the path of the object; empty for a record.
  func stateUnread(in object: SourceValue, under prefix: String = "") {
    guard let unread else { return }
    unread.search(object, under: prefix) { path, condition, value in
      guard let column = unread.column(path), let condition = stated(condition, column) else {
        return
      }
      state(condition)
      let word = UnreadConditions.word(condition, value.bytes)
      warn(.unread(Name(bytes: path.prefix(256)), condition, word: word), at: value)
    }
  }

  /// Notes what the cell of a column states that nothing reads.
  func stateUnread(_ name: String, _ value: SourceValue) {
    guard value.kind == .cell, let unread, let column = unread.column(name),
      let condition = unread.condition(value.bytes, in: column).flatMap({ stated($0, column) })
    else { return }
    state(condition)
    let word = UnreadConditions.word(condition, value.bytes)
    warn(.unread(Name(name), condition, word: word), at: value)
  }

  /// What of a condition is so of the request: not that it was in a batch where the service tier says that, nor what its
  /// counts say.
  private func stated(_ condition: RequestCondition, _ column: Int) -> RequestCondition? {
    guard let unread, !unread.isCounted(column, in: self) else { return nil }
    let told = unread.statedBesideTier(column, in: self)
    if told.isTold { return told.condition }
    if condition == .unreadTerms, unread.tellsBatch(column),
      cells[LedgerColumn.serviceTier.rawValue].elementsEqual("batch".utf8)
    {
      return nil
    }
    return unread.stated(condition, in: column) {
      Count.read(cells[$0.rawValue])
    } hasFailed: {
      LedgerRules.hasFailed(cells[LedgerColumn.status.rawValue])
    }
  }
}

extension UnreadConditions {
  /// A value whose meaning the settings may say; blank for one that is no word.
  static func word(_ condition: RequestCondition, _ text: Bytes) -> Name {
    let isWord =
      [.unreadTerms, .gatewayCache, .reversal, .trial].contains(condition) && text.count <= 32
      && (text.count == 1 || !text.contains { 0x30...0x39 ~= $0 })
    return isWord ? Name(bytes: text) : Name("")
  }
}

/// Reads counts to see whether there are some.
enum Count {
  /// A count; 0 where there is none, and 1 for a number above 0 in another form, such as `0.5`.
  static func read(_ text: (some Collection<UInt8>)?) -> Int64 {
    guard let text, !text.isEmpty else { return 0 }
    let words = String(decoding: text, as: UTF8.self)
    return Int64(words) ?? (ConditionWord.isCount(words) ? 1 : 0)
  }
}
