import Ledger

/// The beginning of a file of JSON: lines or a document, and whose.
struct JSONStart {
  private let bytes: Bytes
  private let start: Int
  private let isEnd: Bool
  /// The file's name says that it holds JSON lines.
  private let isJSONLines: Bool
  /// The format of the file in the settings.
  private let format: UsageFormat?
  /// The meaning of its members in the settings.
  private let mapping: UsageMapping?

  init(
    _ bytes: Bytes, from start: Int, isEnd: Bool, isJSONLines: Bool, format: UsageFormat?,
    mapping: UsageMapping?
  ) {
    self.bytes = bytes
    self.start = start
    self.isEnd = isEnd
    self.isJSONLines = isJSONLines
    self.format = format
    self.mapping = mapping
  }

  /// Returns what the file is; nil when more of it has to be seen.
  func read() throws(FileFailure) -> LedgerStart? {
    if mapping == nil, format == nil || format == .otelSpans,
      ExportedSpans.begin(bytes, from: start)
    {
      return ExportedSpans.start(bytes, isEnd: isEnd)
    }
    let lines = objects(isLines: true, from: start)
    let ofLines = lines.lazy.compactMap(recognised).first
    if !isJSONLines, let opening = JSONDocument.opening(of: bytes, from: start),
      ofLines == nil || opensOverLines(opening)
    {
      return try document(opening)
    }
    // The first line may go on beyond the bytes, and logs may begin with lines that tell nothing.
    if ofLines == nil && format == nil && !isEnd && bytes.count <= RowFault.recordLimit {
      return nil
    }
    if !isJSONLines, bytes[start...].first(where: { $0 > 0x20 }) == 0x5B {
      throw FileFailure(.otherKind("JSON list without records"), line: 1, column: 1)
    }
    let layout = try layout(
      .jsonLines(endsAtCR: TextStart.endsAtCR(bytes[start...])), ofLines, lines)
    return LedgerStart(
      layout: layout, headerEnd: Int64(start), headerLines: 0, headerEnds: .none,
      alsoFits: other(than: layout.usage, among: lines))
  }

  /// Returns true if the records of a list are one per line.
  ///
  /// The first line is not a value, and the list continues after it.
  private func opensOverLines(_ opening: JSONDocument.Opening) -> Bool {
    guard let base = bytes.baseAddress, base[opening.first] == 0x7B else { return false }
    let tape = JSONTape()
    let first = JSONDocument.skipBlanks(base, from: start, to: bytes.count)
    let feed = WordwiseByteSearch.lineFeed(base, from: first, to: bytes.count)
    if case .value(let end) = tape.read(base, from: first, to: feed),
      bytes[end..<feed].allSatisfy({ $0 <= 0x20 })
    {
      return false
    }
    // A line that is cut or broken among lines of JSON may begin like a document, but does not go on like one.
    var at = opening.first
    for _ in 0..<100 {
      switch JSONDocument.scan(bytes, from: at, isEnd: isEnd, depth: opening.depth, tape: tape) {
      case .element(_, let next): at = next
      case .incomplete: return true
      case .end: return at > feed
      case .broken: return false
      }
      if at < bytes.count, base[at] == 0x5D { return at > feed }
    }
    return true
  }

  private func document(_ opening: JSONDocument.Opening) throws(FileFailure) -> LedgerStart? {
    let elements = objects(isLines: false, from: opening.first)
    let isEmpty = bytes[opening.first] == 0x5D
    if elements.isEmpty && !isEmpty && !isEnd && bytes.count <= RowFault.recordLimit { return nil }
    let before = CarefulScanner.linesAndColumn(bytes, from: 0, to: opening.first)
    let feed = bytes[..<opening.first].lastIndex(of: 0x0A)
    var layout = try layout(
      .jsonDocument(depth: opening.depth), elements.lazy.compactMap(recognised).first, elements)
    layout.morePages = JSONPages.more(
      before: bytes[start..<opening.first], depth: opening.depth)
    return LedgerStart(
      layout: layout, headerEnd: Int64(opening.first), headerLines: Int32(before.lines),
      headerEnds: .none, lineOffset: feed.map { Int64($0) + 1 } ?? 0,
      alsoFits: other(than: layout.usage, among: elements))
  }

  /// The layout of a file whose first objects have the names of `objects`.
  private func layout(
    _ container: RecordFormat, _ recognised: UsageFormat?, _ objects: [Set<String>]
  ) throws(FileFailure) -> LedgerLayout {
    guard let mapping else {
      return LedgerLayout(container, usage: try format(recognised, objects))
    }
    // Lines of their own columns leave out what they do not state.
    let foreign = mapping.keepsOwnNames ? recognised.flatMap { $0 == .native ? nil : $0 } : nil
    var layout = LedgerLayout(container, usage: foreign ?? .mapping)
    layout.mapping =
      foreign == nil ? mapping.completed(by: LedgerColumn.allCases.map(\.name)) : mapping
    return layout
  }

  /// The format of the file: what the settings say, what was recognised, or the native one where a native name is among
  /// those of the objects, or nothing can be said.
  private func format(
    _ recognised: UsageFormat?, _ objects: [Set<String>]
  ) throws(FileFailure) -> UsageFormat {
    if let format {
      let lacking = objects.compactMap {
        format == .native ? lackingOurs($0) : format.translation?.missing(in: $0)
      }
      if let least = lacking.min(by: { $0.count < $1.count }), !least.isEmpty {
        throw FileFailure(.otherFormat(format.rawValue, missing: least), line: 1, column: 1)
      }
      return format
    }
    if let recognised { return recognised }
    let names = objects.first { !$0.isEmpty } ?? []
    if names.isEmpty || objects.contains(where: isNearlyOurs) { return .native }
    if !isJSONLines, JSONDocument.opening(of: bytes, from: start) == nil,
      let fault = FileFault.document(ofOneObject: bytes, from: start)
    {
      throw FileFailure(fault, line: 1, column: 1)
    }
    let near = UsageFormat.nearest(to: names)
    throw FileFailure(
      .unknownFormat(
        found: names.filter { !JSONFormatTrait.isTrait($0) }.sorted(), near: near?.format,
        missing: near?.missing ?? []),
      line: 1, column: 1)
  }

  /// Returns true if enough of these names are ledger columns to report other faults row by row.
  ///
  /// One of the names has to be that of the request or its start, as other formats also have a
  /// `model`.
  private func isNearlyOurs(_ names: Set<String>) -> Bool {
    let required = LedgerColumn.required.count { names.contains($0.name) }
    if required + 1 >= LedgerColumn.required.count { return !isNamedOtherwise(names) }
    return [LedgerColumn.requestID, .startedAt].contains { names.contains($0.name) }
      && names.allSatisfy { LedgerColumn.named[$0] != nil }
  }

  /// Returns true if an object belongs to another format.
  ///
  /// It has no ledger count, or another name for a missing required column.
  private func isNamedOtherwise(_ names: Set<String>) -> Bool {
    let others = names.filter { LedgerColumn.named[$0] == nil && !JSONFormatTrait.isTrait($0) }
    if others.isEmpty { return false }
    if LedgerColumn.quantities.allSatisfy({ !names.contains($0.name) }) { return true }
    let lacking = LedgerColumn.required.filter { !names.contains($0.name) }
    return lacking.contains { lacks in
      others.contains { ColumnKeywords.fit($0, lacks) == .sameWords }
    }
  }

  /// Returns the names that an object lacks to be, or nearly be, in Assay's own format.
  private func lackingOurs(_ names: Set<String>) -> [String] {
    if names.isEmpty || isNearlyOurs(names) { return [] }
    return LedgerColumn.required.map(\.name).filter { !names.contains($0) }
  }

  /// The format of an object with these names; nil where they tell none.
  private func recognised(_ names: Set<String>) -> UsageFormat? { fitting(names).first }

  /// The formats of which an object with these names may be, that which it is taken for first.
  private func fitting(_ names: Set<String>) -> [UsageFormat] {
    var formats = UsageFormat.foreign.filter { format in
      guard let translation = format.translation else { return false }
      return translation.containers.contains(.json) && translation.recognises(names)
    }
    // A line with a body has columns of ours beside it.
    if formats.first != .vendorResponses,
      LedgerColumn.required.allSatisfy({ names.contains($0.name) })
    {
      formats.append(.native)
    }
    return formats
  }

  /// Another format that the objects fit as well as `format`; nil where no choice is needed.
  private func other(than format: UsageFormat, among objects: [Set<String>]) -> UsageFormat? {
    guard self.format == nil, mapping == nil else { return nil }
    let fitting = objects.lazy.map(fitting).first { $0.first == format } ?? []
    return fitting.dropFirst().first
  }

  /// The native columns to which the settings map members of another name.
  private var renamed: [String] {
    guard let mapping, mapping.keepsOwnNames else { return [] }
    return mapping.sources.map(\.column.name)
  }

  /// The names in the first objects of the file, as many as are seen whole, up to a hundred, and the native ones that the
  /// settings add.
  private func objects(isLines: Bool, from first: Int) -> [Set<String>] {
    guard let base = bytes.baseAddress else { return [] }
    let tape = JSONTape()
    var objects: [Set<String>] = []
    var at = first
    while at < bytes.count, objects.count < 100 {
      while at < bytes.count, base[at] <= 0x20 || !isLines && base[at] == 0x2C { at += 1 }
      guard at < bytes.count else { break }
      let end = isLines ? WordwiseByteSearch.lineFeed(base, from: at, to: bytes.count) : bytes.count
      if isLines && end == bytes.count && !isEnd { break }
      switch tape.read(base, from: at, to: end) {
      case .value(let valueEnd)
      where !isLines || bytes[valueEnd..<end].allSatisfy { $0 <= 0x20 }:
        objects.append(JSONFormatTrait.names(of: SourceValue(tape, base: base)).union(renamed))
        if let last = objects.last, recognised(last) != nil { return objects }
        at = isLines ? end : valueEnd
      case .value, .incomplete, .refused:
        if !isLines { return objects }
        objects.append([])
        at = end
      }
    }
    return objects
  }
}

extension UsageFormat {
  /// The foreign format that `names` lack least of, if they have half of it, and what they lack.
  static func nearest(to names: Set<String>) -> (format: UsageFormat, missing: [String])? {
    let near = foreign.compactMap { format -> (format: UsageFormat, missing: [String])? in
      guard let translation = format.translation else { return nil }
      let missing = translation.missing(in: names)
      return missing.count * 2 <= translation.required.count ? (format, missing) : nil
    }
    return near.min { $0.missing.count < $1.missing.count }
  }
}
