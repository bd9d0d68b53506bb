import Ledger
import Parsing

/// The rows of an export of usage by bucket, whatever it is written in.
struct BucketSource {
  /// Every column or key that is there, in lower case.
  private(set) var names: Set<String> = []
  private(set) var rows: [BucketRow] = []
  private(set) var findings: [Finding] = []
  private let path: String

  // MARK: A table

  /// Reads a CSV whose header is known.
  init(table bytes: Bytes, delimiter: UInt8, path: String) {
    self.path = path
    let scanner = CarefulScanner(delimiter: delimiter)
    var at = bytes.byteOrderMarkLength
    var line = 1
    if let separator = SeparatorLine(bytes, from: at) { (at, line) = (separator.end, 2) }
    var header: [String]?
    while at < bytes.count {
      guard case .record(let record) = scanner.scan(bytes, from: at, isEnd: true) else {
        note(.quote, line: line)
        return
      }
      defer {
        line += Int(record.lines)
        at = record.next
      }
      if record.isBlank { continue }
      guard let columns = header else {
        header = record.fields.map { folded($0.text) }
        names = Set(header ?? [])
        continue
      }
      add(record, columns, from: at, line: line)
    }
  }

  private mutating func add(
    _ record: CarefulScanner.Record, _ columns: [String], from start: Int, line: Int
  ) {
    if record.fault != nil { return note(.quote, line: line) }
    if record.fields.contains(where: { TextCheck.firstPlaceThatIsNotUTF8($0.text) != nil }) {
      return note(.notUTF8, line: line)
    }
    guard record.fieldCount == columns.count else {
      return note(
        .fieldCount(found: record.fieldCount, expected: columns.count), line: line)
    }
    var cells: [String: BucketRow.Cell] = [:]
    for (name, field) in zip(columns, record.fields) {
      cells[name] = BucketRow.Cell(
        text: String(decoding: trimmed(field.text), as: UTF8.self), line: line,
        column: field.start - start + 1)
    }
    rows.append(BucketRow(place: Place(file: path, line: line), cells: cells))
  }

  private mutating func note(_ fault: BucketFault, line: Int) {
    findings.append(fault.finding(at: Place(file: path, line: line, column: 1)))
  }

  // MARK: JSON

  /// Reads a document, or lines with one each: pages with buckets in `data`, buckets with `results`, or rows.
  init(json bytes: [UInt8], path: String) {
    self.path = path
    let start = bytes.byteOrderMarkLength
    let text = Array(bytes[start...])
    do throws(JSONFault) {
      let value = try JSONReader.read(text, allowsComments: false, nestedKeysMayRepeat: true)
      add(value, above: [:], line: 0)
      notePages(of: value, line: 0)
    } catch {
      readLines(text, orElse: error)
    }
  }

  /// Reads a text that is not a document as lines of JSON; where they are not either, the document's fault remains.
  private mutating func readLines(_ text: [UInt8], orElse fault: JSONFault) {
    var last: (value: JSONValue, line: Int)?
    for (index, line) in text.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated()
    {
      if line.allSatisfy({ [0x20, 0x09, 0x0D].contains($0) }) { continue }
      do throws(JSONFault) {
        let value = try JSONReader.read(
          Array(line), allowsComments: false, nestedKeysMayRepeat: true)
        add(value, above: [:], line: index)
        last = (value, index)
      } catch {
        let whole = last == nil ? fault : error
        let line = last == nil ? fault.line : index + 1
        findings.append(
          BucketFault.json(whole).finding(
            at: Place(file: path, line: line, column: whole.column)))
        // What the text would have been stays known by what it names.
        if last == nil { names = BucketSource.words(of: text) }
        return
      }
    }
    if let last { notePages(of: last.value, line: last.line) }
  }

  /// The words in quotes of a text that cannot be read.
  private static func words(of text: [UInt8]) -> Set<String> {
    Set(
      text.split(separator: UInt8(ascii: "\""), omittingEmptySubsequences: false).enumerated()
        .filter { !$0.offset.isMultiple(of: 2) }.map { String(decoding: $0.element, as: UTF8.self) }
    )
  }

  private mutating func add(_ value: JSONValue, above: [String: BucketRow.Cell], line: Int) {
    switch value.content {
    case .array(let values): for each in values { add(each, above: above, line: line) }
    case .object(let members):
      if let data = members.first(where: { $0.key == "data" }), case .array = data.value.content {
        add(data.value, above: above, line: line)
        return
      }
      var cells = above
      var results: JSONValue?
      for member in members {
        if member.key == "results", case .array = member.value.content {
          results = member.value
          names.insert("results")
        } else {
          flatten(member.value, member.key, line, into: &cells)
        }
      }
      if let results, case .array(let inner) = results.content, !inner.isEmpty {
        // What the bucket says of itself, its results need not say again.
        cells["object"] = nil
        add(results, above: cells, line: line)
        return
      }
      rows.append(
        BucketRow(
          place: Place(file: path, line: line + value.line, column: value.column), cells: cells))
    case .null, .boolean, .number, .string: return
    }
  }

  /// Keys within keys are joined by points; null is blank, and lists say nothing here.
  private mutating func flatten(
    _ value: JSONValue, _ key: String, _ line: Int, into cells: inout [String: BucketRow.Cell]
  ) {
    let text: String
    switch value.content {
    case .object(let members):
      for member in members { flatten(member.value, "\(key).\(member.key)", line, into: &cells) }
      return
    case .array: return
    case .null: text = ""
    case .boolean(let flag): text = flag ? "true" : "false"
    case .number(let number): text = number
    case .string(let string): text = string
    }
    names.insert(key)
    cells[key] = BucketRow.Cell(text: text, line: line + value.line, column: value.column)
  }

  /// Reports a last page that says that more pages follow.
  private mutating func notePages(of value: JSONValue, line: Int) {
    switch value.content {
    case .array(let values):
      if let last = values.last { notePages(of: last, line: line) }
    case .object(let members):
      guard let more = members.first(where: { $0.key == "has_more" }),
        case .boolean(true) = more.value.content
      else { return }
      findings.append(
        BucketFault.morePages.finding(
          at: Place(file: path, line: line + more.line, column: more.column)))
    case .null, .boolean, .number, .string: return
    }
  }
}
