import Ledger

/// The positions of the known columns in one ledger file, from its header.
package struct LedgerLayout: Hashable, Sendable {
  package let format: RecordFormat
  /// The number of fields of every record.
  package let fieldCount: Int
  /// The field of each known column by its raw value; -1 where the file has none.
  private let fields: [Int]
  /// The names in the header, to recognise the header when it comes again.
  package let header: [Name]
  /// True if the first column has no name and is skipped.
  package var hasIndex: Bool {
    usage == .native && header.first.map { trimmed($0.bytes).isEmpty } ?? false
  }

  /// Unknown columns, with the byte of the header line where each starts.
  package let unknown: [TableHeader.UnknownColumn]
  /// The format of these records; records of other formats are translated to ledger cells.
  package let usage: UsageFormat
  /// Of a file that the settings describe, what its columns mean; of a foreign format, which more of them are ours.
  package var mapping: UsageMapping?
  /// Names of vendors in the words of gateways that stay as they are, because the price book has them.
  package internal(set) var keptVendors: [String] = []
  /// Names of columns of which the settings say that no price depends on them, in lower case.
  package internal(set) var ignored: Set<String> = []
  /// The rewrite through which the text of the file is read; nil if it is read unchanged.
  package let rewrite: RecordRewrite?
  /// Of records that others are part of, which of them state the usage of others; nil where that was not looked for.
  package internal(set) var sums: AggregateRecords?
  /// The names of models that have a price; nil if they do not matter.
  package internal(set) var models: KnownModels?
  /// What a JSON document says before its records of pages that follow; nil where it says nothing.
  var morePages: JSONPages.More?
  /// Of a foreign CSV, the field of each column of its translation, -1 where it has none.
  let sources: [Int]
  /// Of a foreign CSV, how many fields a record has.
  let sourceCount: Int

  /// The layout of a file of JSON lines: each known column in its own place.
  package static func jsonLines(endsAtCR: Bool = false) -> LedgerLayout {
    LedgerLayout(.jsonLines(endsAtCR: endsAtCR))
  }

  /// The layout of a file of JSON: each known column in its own place.
  init(_ format: RecordFormat, usage: UsageFormat = .native, rewrite: RecordRewrite? = nil) {
    self.format = format
    self.rewrite = rewrite ?? (usage == .codexRollout ? .session : nil)
    self.usage = usage
    fields = LedgerColumn.allCases.map(\.rawValue)
    fieldCount = fields.count
    header = []
    unknown = []
    sources = []
    sourceCount = 0
  }

  /// The layout of a CSV of another tool: native columns in their own places, and where those of the export are.
  init(
    foreign usage: UsageFormat, _ translation: RowTranslation, header record: CarefulScanner.Record,
    delimiter: UInt8
  ) {
    format = .csv(delimiter: delimiter)
    rewrite = nil
    self.usage = usage
    fields = LedgerColumn.allCases.map(\.rawValue)
    fieldCount = fields.count
    header = record.fields.map { Name(bytes: $0.text) }
    unknown = []
    let names = record.fields.map { folded($0.text) }
    sources =
      translation.columns.map { column in
        names.firstIndex(of: column.description.lowercased()) ?? -1
      } + translation.paths.map { $0.field(among: names) ?? -1 }
    sourceCount = names.count
  }

  /// The translation of its records into ledger columns; nil for Assay's own format.
  var translation: RowTranslation? {
    guard let mapping else { return usage.translation }
    return usage == .mapping ? mapping.translation : usage.translation?.renamed(by: mapping)
  }

  /// Its records can say `column`: it is in the file, or a mapping gives it; of the formats of others any may be.
  func states(_ column: LedgerColumn) -> Bool {
    field(of: column) != nil && (usage != .mapping || mapping?.gives(column) == true)
  }

  /// Returns the name from which its mapping reads `column`; nil for none or several.
  package func mappedName(of column: LedgerColumn) -> String? {
    let names = mapping?.sources.first { $0.column == column }?.names ?? []
    return names.count == 1 ? names[0] : nil
  }

  /// Request ids are joined from several columns.
  var joinsIDs: Bool {
    mapping?.sources.contains { $0.column == .requestID && $0.names.count > 1 } ?? false
  }

  /// Request ids are joined from several columns, and no time is one of them: rows that share one tell one event, whenever
  /// each was written.
  var joinsIDsWithoutTime: Bool {
    guard joinsIDs, let sources = mapping?.sources else { return false }
    let names = sources.first { $0.column == .requestID }?.names ?? []
    let times = sources.first { $0.column == .startedAt }?.names ?? []
    return Set(names).isDisjoint(with: times)
  }

  /// Its records can say the tier of a request.
  package var statesTier: Bool {
    let isGiven = mapping?.gives(.tier) ?? false
    return usage == .mapping ? isGiven : isGiven || usage.statesTier
  }

  /// Its records can say how many credits were deducted for a request.
  package var statesCredits: Bool {
    let isGiven = mapping?.gives(.creditsDeducted) ?? false
    return switch usage {
    case .mapping: isGiven
    case .native, .vendorResponses: states(.creditsDeducted)
    default: isGiven || usage.quotaUnit != nil
    }
  }

  /// The part of a request id in the bytes of the record, as far as the format joins parts.
  package func searched(_ requestID: [UInt8]) -> [UInt8] {
    translation?.searched(requestID) ?? requestID
  }

  /// True if neighbouring columns are not neighbours in memory.
  var areCellsApart: Bool { !format.isCSV || usage != .native }

  /// The field that holds `column`; nil where the file has none.
  package func field(of column: LedgerColumn) -> Int? {
    let field = fields[column.rawValue]
    return field < 0 ? nil : field
  }

  /// The fields that hold some of `columns`, as runs of neighbours in file order.
  func runs(of columns: [LedgerColumn]) -> [ClosedRange<Int>] {
    var runs: [ClosedRange<Int>] = []
    for field in columns.compactMap(field(of:)).sorted() {
      if let last = runs.last, last.upperBound + 1 == field, !areCellsApart {
        runs[runs.count - 1] = last.lowerBound...field
      } else {
        runs.append(field...field)
      }
    }
    return runs
  }

  /// The delimiters that a header may use; the one that gives all the required columns is taken.
  package static let delimiters: [UInt8] = [0x2C, 0x3B, 0x09, 0x7C]

  /// Makes the layout of a header record split by `delimiter`, or says what it lacks.
  ///
  /// - Parameter hasIndex: the first column has no name, and numbers the rows.
  init(
    header record: CarefulScanner.Record, delimiter: UInt8, hasIndex: Bool = false
  ) throws(FileFailure) {
    let table = try TableHeader(
      record, columns: LedgerColumn.allCases.count, hasIndex: hasIndex
    ) { LedgerColumn.named[$0]?.rawValue }
    format = .csv(delimiter: delimiter)
    rewrite = nil
    usage = .native
    sources = []
    sourceCount = 0
    fields = table.fields
    unknown = table.unknown
    fieldCount = table.header.count
    header = table.header
    try requireColumns()
  }

  private func requireColumns() throws(FileFailure) {
    let found = unknown.map(\.name)
    let missing = LedgerColumn.required.filter { field(of: $0) == nil }.map(\.name)
    if let first = missing.first {
      let near = missing.count == 1 ? nearest(to: first, among: found) : nil
      if near != nil || missing.count == 1 && found.isEmpty {
        throw FileFailure(.columnMissing(name: first, found: near), line: 1, column: 1)
      }
      // Everything that lacks is told at once.
      let user = LedgerColumn.user.allSatisfy { field(of: $0) == nil } ? ["user_id"] : []
      let quantity =
        LedgerColumn.quantities.allSatisfy { field(of: $0) == nil } ? ["input_tokens"] : []
      let lacking = missing + user + quantity
      // A line that is not split is tried for each delimiter of every file, and names no column.
      if fieldCount == 1 {
        throw FileFailure(.columnsMissing(lacking, unknown: found), line: 1, column: 1)
      }
      let others = LedgerColumn.allCases.filter { field(of: $0) == nil }.map(\.name)
        .filter { !lacking.contains($0) && $0 != "account_id" }
      let meant = ColumnMeaning.renames(of: lacking + others, among: found).map(\.missing)
        .filter(others.contains)
      throw FileFailure(
        .columnsMissing(lacking, unknown: found, meant: meant), line: 1, column: 1)
    }
    // Under a name that is nearly its own, what a column states would silently count as unknown.
    let plain = found.map { (name: $0, plain: PlainName($0)) }
    for column in LedgerColumn.allCases where field(of: column) == nil {
      if let near = plain.first(where: { column.isMeant(by: $0.plain) }) {
        // What counts thousands is read by a mapping that says so.
        if ColumnKeywords.unit(near.name) != nil {
          throw FileFailure(.columnsMissing([column.name], unknown: found), line: 1, column: 1)
        }
        throw FileFailure(.columnMissing(name: column.name, found: near.name), line: 1, column: 1)
      }
    }
    if LedgerColumn.quantities.allSatisfy({ field(of: $0) == nil }) {
      throw FileFailure(.noQuantityColumn, line: 1, column: 1)
    }
    if LedgerColumn.user.allSatisfy({ field(of: $0) == nil }) {
      throw FileFailure(.noUserColumn, line: 1, column: 1)
    }
  }
}

extension LedgerColumn {
  /// Returns true if an unknown column of that name is probably meant for this column.
  ///
  /// Capitals and the signs between words do not matter; in a name of tokens or recorded figures one letter does not either.
  package func isMeant(by name: PlainName) -> Bool {
    name.isSlip(of: LedgerColumn.plainNames[rawValue], within: isFigure ? 1 : 0)
  }

  /// By raw value.
  private static let plainNames = allCases.map { PlainName($0.name) }

  /// Tokens and recorded figures.
  ///
  /// One letter off one word such as `images` is too likely to be a neighbour's column under its own name.
  private var isFigure: Bool {
    switch content {
    case .quantity, .cost, .credits, .multiplier: name.contains("_")
    case .id, .time, .name: false
    }
  }
}
