import Ledger
import Parsing

/// The beginning of a ledger file: what kind of file it is, and its header.
package struct LedgerStart: Hashable, Sendable {
  package private(set) var layout: LedgerLayout
  /// The offset at which the first record begins.
  package let headerEnd: Int64
  /// The number of physical lines before it.
  package private(set) var headerLines: Int32
  /// The line end of the header.
  package let headerEnds: LineEnd
  /// Of a JSON document, where the line starts on which the first record is.
  package var lineOffset: Int64?
  /// Another format that the header or the first records fit as well, where the settings do not say which it is.
  package var alsoFits: UsageFormat?

  /// The same, where the names of vendors that `VendorName.kept` returns stay as they are.
  package func keeping(vendors: [String]) -> LedgerStart {
    guard layout.usage == .liteLLMSpendLogs else { return self }
    var start = self
    start.layout.keptVendors = vendors
    return start
  }

  /// The same, where no price depends on columns of these names.
  package func ignoring(_ names: Set<String>) -> LedgerStart {
    if names.isEmpty { return self }
    var start = self
    start.layout.ignored = names
    return start
  }

  /// The same, where it is known which records state the usage of others, and which models have a price.
  package func knowing(_ sums: AggregateRecords, _ models: KnownModels) -> LedgerStart {
    var start = self
    start.layout.sums = sums
    start.layout.models = models
    return start
  }

  /// Reads the beginning of a file from its first bytes, inflated.
  ///
  /// - Parameters:
  ///   - bytes: the first bytes, at least the whole header unless `isEnd`.
  ///   - isEnd: whether these bytes are the whole file.
  ///   - isJSONLines: the file's name says so; then a first line that is no object is a bad row, no header.
  ///   - format: what the settings say the file is; nil lets its content tell.
  ///   - mapping: what its columns mean, as the settings say.
  /// - Returns: nil when the header continues after `bytes`.
  package static func read(
    _ bytes: Bytes, isEnd: Bool, isJSONLines: Bool = false, format: UsageFormat? = nil,
    mapping: UsageMapping? = nil
  ) throws(FileFailure) -> LedgerStart? {
    guard let text = try TextStart.read(bytes, isEnd: isEnd, isJSONLines: isJSONLines) else {
      return nil
    }
    let (start, first) = (text.start, text.first)
    if isJSONLines || first == 0x7B || first == 0x5B {
      return try JSONStart(
        bytes, from: start, isEnd: isEnd, isJSONLines: isJSONLines, format: format,
        mapping: mapping
      )
      .read()
    }
    if bytes.count - start < SeparatorLine.enough && !isEnd { return nil }
    guard let separator = SeparatorLine(bytes, from: start) else {
      return try table(
        bytes, from: start, LedgerLayout.delimiters, isEnd: isEnd, format: format, mapping: mapping)
    }
    do throws(FileFailure) {
      var table = try table(
        bytes, from: separator.end, [separator.delimiter], isEnd: isEnd, format: format,
        mapping: mapping)
      table?.headerLines += 1
      return table
    } catch {
      guard error.line == 1 else { throw error }
      // What was counted from the beginning of the file stands on the line after the first.
      throw FileFailure(
        error.fault, line: 2, column: error.column.map { max(1, $0 - separator.end) })
    }
  }

  /// Reads the header of a CSV at `start`, in which one of `delimiters` separates columns.
  private static func table(
    _ bytes: Bytes, from start: Int, _ delimiters: [UInt8], isEnd: Bool, format: UsageFormat?,
    mapping: UsageMapping?
  ) throws(FileFailure) -> LedgerStart? {
    var failures: [FileFailure] = []
    var found: [LedgerStart] = []
    var headers: [ForeignHeader] = []
    for delimiter in delimiters {
      let scanner = CarefulScanner(delimiter: delimiter)
      switch scanner.scan(bytes, from: start, isEnd: isEnd) {
      case .incomplete: return nil
      case .openQuote, .brokenDocument: failures.append(FileFailure(.noHeader, line: 1, column: 1))
      case .record(let record):
        do throws(FileFailure) {
          guard record.fault == nil else { throw FileFailure(.noHeader, line: 1, column: 1) }
          try TableHeader.refuseUnreadable(bytes, from: start, to: record.end)
          headers.append(ForeignHeader(record, delimiter: delimiter))
          if format.map({ $0 != .native }) ?? (mapping != nil) { continue }
          found.append(
            LedgerStart(
              layout: try LedgerLayout(
                header: record, delimiter: delimiter,
                hasIndex: TableHeader.hasIndex(record, bytes, delimiter: delimiter, isEnd: isEnd)),
              headerEnd: Int64(record.next), headerLines: record.lines,
              headerEnds: record.lineEnd))
        } catch {
          failures.append(refined(error, record))
        }
      }
    }
    if headers.isEmpty, let telling = failures.first(where: { $0.fault != .noHeader }) {
      throw telling
    }
    if let mapping { return try ForeignHeader.start(headers, mapping: mapping) }
    if found.count == 1, var only = found.first {
      if format == nil { only.alsoFits = ForeignHeader.other(than: .native, among: headers) }
      return only
    }
    if found.count > 1 { throw FileFailure(.severalDelimiters, line: 1, column: 1) }
    if format != .native, var start = try ForeignHeader.start(headers, format: format) {
      if format == nil {
        start.alsoFits = ForeignHeader.other(than: start.layout.usage, among: headers)
      }
      return start
    }
    if format == .native, let failure = misfit(failures) { throw failure }
    if let telling = failures.first(where: { $0.fault != .noHeader }) { throw telling }
    throw FileFailure(
      namesColumns(bytes[start...]) ? .severalDelimiters : .noHeader, line: 1, column: 1)
  }

  /// Returns the columns that a file lacks if the settings name it as Assay's own format.
  ///
  /// It is nil if something else is wrong with the file.
  private static func misfit(_ failures: [FileFailure]) -> FileFailure? {
    let lacking = failures.compactMap { $0.fault.lacking }.min { $0.count < $1.count }
    return lacking.map { names in
      FileFailure(
        .otherFormat(UsageFormat.native.rawValue, missing: names), line: 1, column: 1)
    }
  }

  /// A line without a single known column is not a header, unless all of it looks like names, or is not text: then
  /// nothing can be known.
  private static func refined(
    _ failure: FileFailure, _ record: CarefulScanner.Record
  ) -> FileFailure {
    if case .notUTF8 = failure.fault { return failure }
    let hasKnown = record.fields.contains { LedgerColumn.named[folded($0.text)] != nil }
    let looksNamed =
      record.fields.count > 1 && record.fields.allSatisfy { isLikeName(trimmed($0.text)) }
    return hasKnown || looksNamed ? failure : FileFailure(.noHeader, line: 1, column: 1)
  }

  /// Returns true if the text begins with a letter, followed by letters, digits and few signs.
  private static func isLikeName(_ text: ArraySlice<UInt8>) -> Bool {
    func isLetter(_ byte: UInt8) -> Bool { byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A }
    guard let first = text.first, text.count <= 64 else { return false }
    // PostHog's own properties begin with `$`, those of Elasticsearch with `_`, and units stand in brackets: `Cost ($)`.
    let isMarked =
      "$@_".utf8.contains(first) && text.dropFirst().first.map(isLetter) ?? false
    return (isLetter(first) || isMarked)
      && text.allSatisfy {
        isLetter($0) || $0 >= 0x30 && $0 <= 0x39 || "_- .$@()%/#&:".utf8.contains($0)
      }
  }

  /// Returns true if the first line has the required columns, whatever delimiters separate them.
  ///
  /// It is false for a first line with a quote.
  private static func namesColumns(_ bytes: Slice<Bytes>) -> Bool {
    let line = String(decoding: bytes.prefix { $0 != 0x0A && $0 != 0x0D }, as: UTF8.self)
    return !line.contains("\"") && LedgerColumn.required.allSatisfy { line.contains($0.name) }
  }
}

extension FileFault {
  /// The columns that a header lacks to be a native one; nil for faults of another kind.
  fileprivate var lacking: [String]? {
    switch self {
    case .columnsMissing(let names, _, _): names
    case .columnMissing(let name, _): [name]
    case .noHeader: LedgerColumn.required.map(\.name)
    case .noQuantityColumn: [LedgerColumn.inputTokens.name]
    case .noUserColumn: [LedgerColumn.userID.name]
    default: nil
    }
  }
}
