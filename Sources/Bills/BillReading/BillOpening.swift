import Intake
import Ledger
import Parsing

/// Recognises a bill by its content: the header of a CSV, or the keys of JSON.
package enum BillOpening {
  /// The most bytes in which a header or the first lines of JSON are.
  private static let beginning = 1 << 18

  /// Returns the format of a file that begins with these bytes; nil if it is not a bill of a known format.
  ///
  /// For files of other folders: a format that is a usage export as well does not count.
  package static func format(ofBeginning bytes: [UInt8]) -> BillFormat? {
    let names: Set<String>
    if isJSON(bytes) {
      // Of a long document only the beginning is here: its keys are texts in quotes before a colon.
      names = quotedKeys(bytes)
    } else {
      guard let table = tables(bytes).first(where: { BillFormat.of($0.names) != nil }) else {
        return nil
      }
      names = table.names
    }
    guard let format = BillFormat.of(names), !format.isUsageToo else { return nil }
    return format
  }

  /// Returns the message about a file in `ledger/` that begins with these bytes; nil unless it is a bill.
  package static func misplaced(_ path: String, beginning bytes: [UInt8]) -> Finding? {
    guard format(ofBeginning: bytes) != nil else { return nil }
    return BillMessage.place(at: Place(file: path, line: 1, column: 1))
  }

  /// Returns the file, ready to be read; or why it is not a bill.
  static func open(_ input: BillInput, zones: [String: ReportingZone]) throws(FileProblem)
    -> BillFile
  {
    let path = input.source.path
    let bytes = try BillJSONReader.contents(input.source, limit: beginning)
    if bytes.allSatisfy({ $0 <= 0x20 }) {
      throw FileProblem(
        Finding(
          .error, at: Place(file: path), code: "file.empty",
          message: "the file is empty, expected a header line or JSON (a failed download?)",
          help: "download the bill again"))
    }
    if let kind = FileKind(bytes) {
      let fault = kind.fault(expected: "CSV or JSON")
      throw FileProblem(
        Finding(
          .error, at: Place(file: path, line: 1, column: 1), code: fault.code,
          message: fault.message))
    }
    let (shape, titles) = try isJSON(bytes) ? json(input, bytes) : table(input, bytes)
    let format = try self.format(input, titles: titles)
    let zone = input.settings.zone ?? zones[format.zone] ?? .utc
    return BillFile(
      source: input.source, format: format, shape: shape, mapping: input.mapping, zone: zone)
  }

  /// The format by the settings, a mapping, or the names of columns.
  private static func format(_ input: BillInput, titles: [String]) throws(FileProblem) -> BillFormat
  {
    let folded = Set(titles.map(BillFormat.folded))
    let place = Place(file: input.source.path, line: 1, column: 1)
    if let mapping = input.mapping {
      let missing = BillMapping.Column.allCases.flatMap { mapping.columns[$0] ?? [] }
        .filter { !folded.contains(BillFormat.folded($0)) }
      if missing.isEmpty { return MappedBill.format(mapping) }
      throw FileProblem(
        Finding(
          .error, at: place, code: "csv.missing",
          message: "no column " + missing.map { "\"\($0.excerpt)\"" }.joined(separator: ", ")
            + ", which its mapping names",
          help: "correct the mapping of \(input.source.path) in assay.json"))
    }
    if let stated = input.format,
      let format = BillFormat.all.first(where: { $0.name == Name(stated) })
    {
      let missing =
        format.marks.map { $0.subtracting(folded).sorted() }.min { $0.count < $1.count } ?? []
      if missing.isEmpty { return format }
      throw FileProblem(
        Finding(
          .error, at: place, code: "format.unknown",
          message: "the settings state \(stated), but these columns are missing: "
            + missing.joined(separator: ", "), help: "correct \"formats\" in assay.json"))
    }
    if let format = BillFormat.of(folded) { return format }
    if isUsage(folded) { throw FileProblem(BillMessage.usage(at: place)) }
    let proposal = BillProposal(titles: titles, path: input.source.path)
    throw FileProblem(
      BillMessage.format(titles, proposal: proposal, at: place), proposal: proposal)
  }

  /// Returns true if columns count tokens, and none is an amount of money or each row is a request.
  private static func isUsage(_ names: Set<String>) -> Bool {
    let hasTokens = names.contains { $0.contains("tokens") }
    let hasAmount = names.contains { name in
      ["cost", "amount", "spend", "price", "charge", "usd"].contains { name.contains($0) }
    }
    // A ledger of requests may record amounts.
    let namesRequests = !names.isDisjoint(with: ["requestid", "generationid"])
    return hasTokens && (namesRequests || !hasAmount)
  }

  // MARK: Tables

  private static func table(
    _ input: BillInput, _ bytes: [UInt8]
  ) throws(FileProblem) -> (BillFile.Shape, [String]) {
    let tables = tables(bytes)
    let known = tables.first { table in
      input.mapping == nil && BillFormat.of(table.names) != nil
    }
    // Of an unknown file, the delimiter that gives the most columns.
    guard let table = known ?? tables.max(by: { $0.titles.count < $1.titles.count }) else {
      throw FileProblem(
        Finding(
          .error, at: Place(file: input.source.path, line: 1, column: 1), code: "csv.header",
          message: TableFault.noHeader.message, help: "download the bill again"))
    }
    var seen: [String: Int] = [:]
    for (index, title) in table.titles.enumerated() {
      if let first = seen[title.lowercased()], !title.isEmpty {
        throw FileProblem(
          Finding(
            .error, at: Place(file: input.source.path, line: 1, column: 1), code: "csv.twice",
            message: TableFault.columnTwice(name: title, first: first, second: index + 1).message,
            help: "rename or delete one of the two columns"))
      }
      seen[title.lowercased()] = index + 1
    }
    return (.table(delimiter: table.delimiter), table.titles)
  }

  private struct Table {
    let delimiter: UInt8
    let titles: [String]
    var names: Set<String> { Set(titles.map(BillFormat.folded)) }
  }

  /// The headers that a file may have, by delimiter.
  private static func tables(_ bytes: [UInt8]) -> [Table] {
    bytes.withUnsafeBufferPointer { bytes in
      var start = bytes.byteOrderMarkLength
      if let end = BillCSVReader.separatorEnd(bytes, from: start) { start = end }
      return LedgerLayout.delimiters.compactMap { delimiter in
        guard
          case .record(let record) = CarefulScanner(delimiter: delimiter).scan(
            bytes, from: start, isEnd: true), record.fault == nil
        else { return nil }
        return Table(
          delimiter: delimiter,
          titles: record.fields.map { String(decoding: $0.text, as: UTF8.self).trimmed })
      }
    }
  }

  // MARK: JSON

  private static func isJSON(_ bytes: [UInt8]) -> Bool {
    let first = bytes[bytes.byteOrderMarkLength...].first {
      ![0x20, 0x09, 0x0A, 0x0D].contains($0)
    }
    return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
  }

  private static func quotedKeys(_ bytes: [UInt8]) -> Set<String> {
    let parts = bytes.split(separator: UInt8(ascii: "\""), omittingEmptySubsequences: false)
    let words = Set(parts.map { BillFormat.folded(String(decoding: $0, as: UTF8.self)) })
    // Keys within keys are joined: any two words may be such.
    let joined = [
      "amount": ["value", "currency"], "sku": ["description"], "usage": ["amount", "unit"],
    ]
    return joined.reduce(into: words) { names, pair in
      guard words.contains(pair.key) else { return }
      names.formUnion(pair.value.filter(words.contains).map { pair.key + $0 })
    }
  }

  private static func json(
    _ input: BillInput, _ bytes: [UInt8]
  ) throws(FileProblem) -> (BillFile.Shape, [String]) {
    let path = input.source.path
    let text = Array(bytes[bytes.byteOrderMarkLength...])
    var names: Set<String> = []
    if isLines(text, path: path) {
      for line in text.split(separator: 0x0A).prefix(200) {
        do throws(JSONFault) {
          let value = try JSONReader.read(
            Array(line), allowsComments: false, nestedKeysMayRepeat: true)
          BillJSONReader.names(value, into: &names)
        } catch {
          // Its own reader names the fault.
          continue
        }
      }
      return (.lines, names.sorted())
    }
    let whole = try BillJSONReader.contents(input.source)
    do throws(JSONFault) {
      let value = try JSONReader.read(
        Array(whole[whole.byteOrderMarkLength...]), allowsComments: false,
        nestedKeysMayRepeat: true)
      BillJSONReader.names(value, into: &names)
    } catch {
      throw FileProblem(.json(error.reason), path: path, line: error.line, column: error.column)
    }
    return (.document, names.sorted())
  }

  /// Returns true if a file has a record per line: by its name, or as its first line is a whole object and more follows.
  private static func isLines(_ text: [UInt8], path: String) -> Bool {
    let name =
      path.lowercased().hasSuffix(".gz") ? path.lowercased().dropLast(3) : path.lowercased()[...]
    if name.hasSuffix(".jsonl") || name.hasSuffix(".ndjson") { return true }
    let lines = text.split(separator: 0x0A, maxSplits: 1)
    guard lines.count == 2, lines[1].contains(where: { $0 > 0x20 }) else { return false }
    do throws(JSONFault) {
      _ = try JSONReader.read(Array(lines[0]), allowsComments: false, nestedKeysMayRepeat: true)
      return true
    } catch { return false }
  }
}
