/// The header of a CSV split by one delimiter, compared with the formats of others.
struct ForeignHeader {
  private let record: CarefulScanner.Record
  private let delimiter: UInt8
  private let names: Set<String>

  init(_ record: CarefulScanner.Record, delimiter: UInt8) {
    self.record = record
    self.delimiter = delimiter
    names = Set(record.fields.map { folded($0.text) })
  }

  /// Returns the start of a CSV of the format that one of `headers` is of, or of `format` if the settings say one.
  ///
  /// - Parameter renames: what more of its columns are ours.
  /// - Returns: nil where none is.
  static func start(
    _ headers: [ForeignHeader], format: UsageFormat?, renaming renames: UsageMapping? = nil
  ) throws(FileFailure) -> LedgerStart? {
    for header in headers {
      for candidate in format.map({ [$0] }) ?? UsageFormat.foreign {
        guard let translation = candidate.translation?.folded,
          translation.containers.contains(.csv),
          format != nil && translation.missing(in: header.names).isEmpty
            || translation.recognises(header.names)
        else { continue }
        try header.refuseTwice()
        return header.start(candidate, translation, renaming: renames)
      }
    }
    if let format {
      let lacking = headers.compactMap { format.translation?.folded.missing(in: $0.names) }
        .min { $0.count < $1.count }
      throw FileFailure(.otherFormat(format.rawValue, missing: lacking ?? []), line: 1, column: 1)
    }
    return nil
  }

  /// Another format than `format` that one of `headers` fits; nil for none.
  static func other(than format: UsageFormat, among headers: [ForeignHeader]) -> UsageFormat? {
    UsageFormat.foreign.first { candidate in
      guard candidate != format, let translation = candidate.translation?.folded,
        translation.containers.contains(.csv)
      else { return false }
      return headers.contains { translation.recognises($0.names) }
    }
  }

  /// Returns the start of a CSV whose columns mean what `mapping` says, split by what gives most of them.
  static func start(
    _ headers: [ForeignHeader], mapping: UsageMapping
  ) throws(FileFailure) -> LedgerStart {
    let missing = headers.map { header in
      header.missing(of: mapping)
    }
    guard let least = missing.indices.min(by: { missing[$0].count < missing[$1].count }) else {
      throw FileFailure(.noHeader, line: 1, column: 1)
    }
    let header = headers[least]
    guard missing[least].isEmpty else {
      throw FileFailure(
        .mappedMissing(missing[least], found: header.titles), line: 1, column: 1)
    }
    try header.refuseTwice()
    let stated = mapping.completed(by: header.titles).unread(among: header.titles)
    // Ours by its own names, else of the format that it has without the renames.
    let isOurs = LedgerColumn.required.allSatisfy { header.names.contains($0.name) }
    if stated.keepsOwnNames, !isOurs,
      let start = try start([header], format: nil, renaming: mapping)
    {
      return start
    }
    var layout = LedgerLayout(
      foreign: .mapping, stated.translation, header: header.record, delimiter: header.delimiter)
    layout.mapping = stated
    return LedgerStart(
      layout: layout, headerEnd: Int64(header.record.next), headerLines: header.record.lines,
      headerEnds: header.record.lineEnd)
  }

  /// The names as they are written.
  private var titles: [String] {
    record.fields.map { String(decoding: trimmed($0.text), as: UTF8.self) }
  }

  /// The names of `mapping` that no column has.
  private func missing(of mapping: UsageMapping) -> [String] {
    let names = record.fields.map { folded($0.text) }
    return mapping.names.filter { SourcePath($0).field(among: names) == nil }
  }

  /// A column of a name that another has as well could be either.
  private func refuseTwice() throws(FileFailure) {
    var numbers: [String: Int] = [:]
    for (index, field) in record.fields.enumerated() {
      let name = folded(field.text)
      if let first = numbers.updateValue(index + 1, forKey: name), !name.isEmpty {
        throw FileFailure(
          .columnTwice(name: name, first: first, second: index + 1), line: 1,
          column: field.start + 1)
      }
    }
  }

  private func start(
    _ format: UsageFormat, _ translation: RowTranslation, renaming renames: UsageMapping?
  ) -> LedgerStart {
    var layout = LedgerLayout(
      foreign: format, renames.map(translation.renamed) ?? translation, header: record,
      delimiter: delimiter)
    layout.mapping = renames
    return LedgerStart(
      layout: layout, headerEnd: Int64(record.next), headerLines: record.lines,
      headerEnds: record.lineEnd)
  }
}

extension RowTranslation {
  /// The same with the names of columns in lower case, as headers are compared.
  fileprivate var folded: RowTranslation {
    RowTranslation(
      columns: columns, required: required.map { $0.lowercased() },
      oneOf: oneOf.map { $0.lowercased() },
      oneOfEach: oneOfEach.map { $0.map { $0.lowercased() } },
      without: without.map { $0.lowercased() },
      containers: containers, translate: translate)
  }
}
