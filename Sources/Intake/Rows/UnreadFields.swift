import Ledger

extension LedgerLayout {
  /// True if the settings state the meaning of its columns.
  package var isMapped: Bool { usage == .mapping && mapping?.keepsOwnNames != true }

  /// The rules for columns that may state unread conditions.
  ///
  /// It is nil for most other formats, which state them themselves.
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
        sums: Set(mapping.sessionSums.map { folded(Array($0.utf8)) }),
        readsTotals: mapping.readsTotals,
        sharesTerms: mapping.constants[.serviceTier] != nil, totals: StatedTotalRule(mapping))
    case .otelSpans: return UnreadRules(others: ignored, given: [], isMapped: false)
    default: return nil
    }
  }

  /// Of a native CSV, the fields that may state such conditions, each with the number of its column there.
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

  /// Returns true if a row states any.
  func stateAny(_ row: some RowFields) -> Bool {
    for (field, column) in fields {
      guard let condition = conditions.condition(row.text(field), in: column) else { continue }
      let stated = conditions.stated(condition, in: column) {
        CountParsing.read(counts[$0].map { row.text($0) })
      } hasFailed: {
        status.map { StatusAndFlagCells.hasFailed(row.text($0)) } ?? false
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
        CountParsing.read(bytes(of: counts[wanted]))
      } hasFailed: {
        StatusAndFlagCells.hasFailed(bytes(of: status))
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
