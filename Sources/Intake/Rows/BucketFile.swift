import Ledger

/// Reads an export of usage by bucket, whole: such exports are small.
///
/// What one says is used whole or not at all, because half a day's sum compares with nothing.
package struct BucketFile {
  /// Nil where something is wrong with it.
  package let export: BucketExport?
  package let findings: [Finding]

  /// The most bytes of an export, inflated.
  package static let limit = 64 << 20

  /// Returns true if a file that begins like this may be such an export; only `init` is certain.
  ///
  /// - Parameter beginning: its first bytes, inflated.
  package static func mayBeOne(_ beginning: Bytes) -> Bool {
    guard !beginning.isEmpty, FileKind(beginning) == nil else { return false }
    if isJSON(beginning) {
      let text = String(decoding: beginning, as: UTF8.self)
      return BucketFormat.all.contains { format in
        format.marks.contains { $0.allSatisfy { text.contains("\"\($0)\"") } }
      }
    }
    return header(beginning) != nil
  }

  private static func isJSON(_ bytes: Bytes) -> Bool {
    let start = bytes.byteOrderMarkLength
    let first = bytes[start...].first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
    return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
  }

  /// Reads the export that `bytes` are; nil where they are none, whatever `mayBeOne` says.
  ///
  /// - Parameters:
  ///   - path: in the workspace.
  ///   - stated: the name of the format that the settings say it is of; nil lets its content tell.
  ///   - keptVendors: see `LedgerLayout.keptVendors`.
  package init?(
    _ bytes: [UInt8], path: String, format stated: String?, keptVendors: [String]
  ) throws(FileFailure) {
    let sources = bytes.withUnsafeBufferPointer { bytes -> [BucketSource] in
      if BucketFile.isJSON(bytes) { return [BucketSource(json: Array(bytes), path: path)] }
      let told = BucketFile.header(bytes).map { [$0.delimiter] }
      return (told ?? (stated == nil ? [] : LedgerLayout.delimiters)).map {
        BucketSource(table: bytes, delimiter: $0, path: path)
      }
    }
    guard let (source, format) = try BucketFile.choice(among: sources, stated: stated) else {
      return nil
    }
    var findings = source.findings
    var spans: [Validity] = []
    var buckets: [UsageBucket] = []
    for var row in source.rows {
      row.keptVendors = keptVendors
      if let span = format.span(&row) {
        spans.append(span)
        if !format.isEmpty(row) { buckets.append(UsageBucket(format, span, &row)) }
      }
      findings += row.findings
    }
    self.findings = findings
    if findings.contains(where: { $0.severity == .error }) {
      export = nil
      return
    }
    export = BucketExport(
      file: path, format: format.name,
      providers: format.provider.isEmpty
        ? Set(buckets.map(\.key.provider)) : [format.provider],
      spans: BucketFile.joined(spans, fillsGaps: format.leavesOutEmptyDays), buckets: buckets)
  }

  /// Returns the source to read and its format; nil if the names show none.
  ///
  /// The settings decide before the names.
  private static func choice(
    among sources: [BucketSource], stated: String?
  ) throws(FileFailure) -> (BucketSource, BucketFormat)? {
    guard let stated, let format = BucketFormat.all.first(where: { $0.name == stated }) else {
      guard let source = sources.first, let format = BucketFormat.of(source.names) else {
        return nil
      }
      return (source, format)
    }
    let lacking = sources.map { format.missing(in: $0.names) }
    guard let least = lacking.indices.min(by: { lacking[$0].count < lacking[$1].count }),
      lacking[least].isEmpty
    else {
      let missing = lacking.min { $0.count < $1.count } ?? format.missing(in: [])
      throw FileFailure(.otherFormat(stated, missing: missing), line: 1, column: 1)
    }
    return (sources[least], format)
  }

  /// The header of a table of some format, and its delimiter of columns.
  private static func header(_ bytes: Bytes) -> (format: BucketFormat, delimiter: UInt8)? {
    let start = bytes.byteOrderMarkLength
    let separator = SeparatorLine(bytes, from: start)
    for delimiter in separator.map({ [$0.delimiter] }) ?? LedgerLayout.delimiters {
      guard
        case .record(let record) = CarefulScanner(delimiter: delimiter).scan(
          bytes, from: separator?.end ?? start, isEnd: true), record.fault == nil
      else { continue }
      if let format = BucketFormat.of(Set(record.fields.map { folded($0.text) })) {
        return (format, delimiter)
      }
    }
    return nil
  }

  /// The spans in order, each once; with `fillsGaps` one from the first to the last.
  private static func joined(_ spans: [Validity], fillsGaps: Bool) -> [Validity] {
    let sorted = Set(spans).sorted { ($0.from, $0.to) < ($1.from, $1.to) }
    guard fillsGaps, let first = sorted.first, let end = sorted.map(\.to).max() else {
      return sorted
    }
    return [Validity(from: first.from, to: end)]
  }
}

extension UsageBucket {
  fileprivate init(_ format: BucketFormat, _ span: Validity, _ row: inout BucketRow) {
    let reading = format.read(&row)
    self.init(
      place: row.place,
      key: Key(
        format: format.name, span: span,
        provider: reading.provider.isEmpty ? format.provider : reading.provider,
        model: reading.model, serviceTier: reading.serviceTier, context: reading.context,
        region: reading.region, project: reading.project, user: reading.user,
        apiKey: reading.apiKey, other: reading.other,
        statedServiceTier: reading.statedServiceTier),
      requests: reading.requests, quantities: reading.quantities,
      recordedCost: reading.recordedCost, cacheDetail: reading.cacheDetail,
      obstacle: reading.obstacle, notes: reading.notes + row.notes)
  }
}
