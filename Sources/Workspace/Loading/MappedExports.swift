import Intake
import Ledger
import Parsing
import Rating
import Reconciliation

extension WorkspaceLoader {
  /// Lets mappings take times that clocks show twice, where neither the month nor anything in the books depends on it.
  mutating func takeTimesShownTwice(
    months: ReportingZone, books: Books, currencies: CurrencyBook
  ) {
    if mappings.isEmpty { return }
    let changes = books.boundaries + currencies.boundaries(in: months)
    for index in mappings.indices {
      guard let clocks = mappings[index].mapping.times.zone else { continue }
      mappings[index].mapping.times.twiceShown = AmbiguousLocalTime(
        clocks: clocks, months: months, changes: changes)
    }
  }

  /// Looks at the export at `path`: what the settings say of it counts, then its content; where that tells nothing, a
  /// mapping for many files, and at last it is one to propose a mapping for.
  mutating func inspect(
    _ path: String, _ limits: GzipLimits, format: UsageFormat?
  ) throws(FileFailure) -> LedgerFile {
    func read(_ mapping: UsageMapping? = nil) throws(FileFailure) -> LedgerFile {
      try LedgerBytes.inspect(
        path: path, in: root, limits: limits,
        format: format == .mapping ? nil : format, mapping: mapping)
    }
    func read(by stated: ConfiguredMapping) throws(FileFailure) -> LedgerFile {
      let file = try read(stated.mapping)
      guard let table = try sample(path, limits) else { return file }
      try check(stated.mapping, table)
      let mapping = stated.mapping.summing(table)
      return mapping == stated.mapping ? file : try read(mapping)
    }
    if let stated = mappings.first(where: { $0.pattern == path }) { return try read(by: stated) }
    if format == .mapping {
      if let stated = mappings.first(where: { $0.means(path) }) { return try read(by: stated) }
      try propose(path, limits, after: nil)
      throw FileFailure(.noMapping)
    }
    if format != nil { return try read() }
    if let renamed = try renamed(path, limits) { return try read(renamed) }
    do throws(FileFailure) {
      let file = try read()
      if case .jsonLines = file.start.layout.format, !ExportName.isJSONLines(path),
        let fault = FileFault.document(try beginning(path, limits).bytes)
      {
        throw FileFailure(fault, line: 1, column: 1)
      }
      return file
    } catch {
      guard error.fault.isUnknownExport else { throw error }
      if let stated = mappings.first(where: { $0.means(path) }) { return try read(by: stated) }
      try propose(path, limits, after: error)
      throw error
    }
  }

  /// Notes an export to propose a mapping for, where its first rows are a table; throws where they say better what is
  /// wrong.
  private mutating func propose(
    _ path: String, _ limits: GzipLimits, after failure: FileFailure?
  ) throws(FileFailure) {
    if hasFaultyMapping(path) { return }
    let start = try beginning(path, limits)
    let table = SampleTable(start.bytes, isEnd: start.isEnd)
    if table == nil || failure?.fault == .noHeader,
      let fault = FileFault.headerBelow(start.bytes, isEnd: start.isEnd)
    {
      throw FileFailure(fault, line: 1, column: 1)
    }
    guard var table else { return }
    table.lookFurther(start.bytes, isEnd: start.isEnd)
    // A row whose texts were taken for names would be lost.
    if table.beginsWithRow { throw FileFailure(.noHeader, line: 1, column: 1) }
    if let fault = RowGrainCheck.fault(table) { throw FileFailure(fault, line: 1, column: 1) }
    unknownExports.add(table, path: path)
  }

  /// Refuses an export that begins with `table` where its mapping names no columns of it, or takes for ids what cannot be
  /// some.
  private func check(_ mapping: UsageMapping, _ table: SampleTable) throws(FileFailure) {
    let fault: FileFault? =
      table.isMisnamed(by: mapping) ? .noHeader : RowGrainCheck.fault(mapping, in: table)
    if let fault { throw FileFailure(fault, line: 1, column: 1) }
  }

  /// True if the settings have an unusable mapping for the export at `path`.
  func hasFaultyMapping(_ path: String) -> Bool { faultyMappings.contains { $0.means(path) } }

  /// The first rows of an unknown export; nil where they are not a table.
  private func sample(_ path: String, _ limits: GzipLimits) throws(FileFailure) -> SampleTable? {
    let start = try beginning(path, limits)
    return SampleTable(start.bytes, isEnd: start.isEnd)
  }

  private func beginning(
    _ path: String, _ limits: GzipLimits
  ) throws(FileFailure) -> (bytes: [UInt8], isEnd: Bool) {
    let count = 1 << 18
    let bytes = try LedgerBytes.beginning(of: root + "/" + path, limits: limits, count: count).bytes
    return (bytes, bytes.count < count)
  }

  /// The mapping of an export that has columns which the settings rename, and not under our names; nil for others.
  private func renamed(_ path: String, _ limits: GzipLimits) throws(FileFailure) -> UsageMapping? {
    guard var mapping = renaming, let table = try sample(path, limits) else { return nil }
    let names = Set(table.names.map(\.trimmedLowercase))
    mapping.sources.removeAll {
      !names.contains($0.names[0].trimmedLowercase) || names.contains($0.column.name)
    }
    return mapping.sources.isEmpty ? nil : mapping
  }
}

extension FileFault {
  /// The file may well be an export with unknown columns.
  var isUnknownExport: Bool {
    switch self {
    case .noHeader, .columnsMissing, .noQuantityColumn, .noUserColumn, .severalDelimiters,
      .unknownFormat, .columnMissing(_, found: nil):
      true
    default: false
    }
  }
}
