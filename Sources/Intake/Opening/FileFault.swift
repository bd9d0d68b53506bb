import Ledger
import Parsing

/// The reason why a whole input file was refused.
///
/// It carries the values; `code` and `message` make the words.
package enum FileFault: Error, Hashable, Sendable {
  case cannotOpen(reason: String)
  case reading(ReadFault)
  case nameNotText
  case empty
  /// It contains nothing but blanks and line ends.
  case blank
  case emptyBook
  case changed
  case encoding(WideEncoding)
  case otherKind(String)
  case otherBook(kind: String, expected: String)
  case noHeader
  case longHeader
  case longName(bytes: Int)
  case notUTF8(byte: UInt8)
  case byteOrderMark
  case columnTwice(name: String, first: Int, second: Int)
  case columnUnnamed(Int)
  case columnMissing(name: String, found: String?)
  /// Several are missing, or one that none of the `unknown` ones is near to; of those that a file need not
  /// have, `meant` are lacking and yet seem to be there under other names.
  case columnsMissing([String], unknown: [String], meant: [String] = [])
  case noQuantityColumn
  case noUserColumn
  /// The mapping of the file names columns that are not there.
  case mappedMissing([String], found: [String])
  /// Rows are of days, and count requests.
  case totals(day: String, requests: String)
  /// From the start to the end of every row are whole hours.
  case periods(start: String, end: String)
  /// The mapping of the file takes days or counts for what names requests.
  case mappedTotals(column: String, holds: String)
  case severalDelimiters
  case openQuote(lastLine: Int)
  /// A JSON document that is none.
  case document(JSONFault.Reason)
  case documentCut
  /// Any of these lists of a JSON document may have the records.
  case documentLists([String])
  /// The first object of a JSON file spans several lines, and is not in a list.
  case objectOverLines
  /// Lines above the table: their number, and the first that is not blank, if any.
  ///
  /// A CR alone may end them.
  case preamble(lines: Int, endsAtCR: Bool = false, first: String)
  /// The names of the columns are on that line, and rows above it.
  case headerBelowRows(line: Int)
  /// The records of a file are of no format that is known; what the nearest of them has and these lack.
  case unknownFormat(found: [String], near: UsageFormat?, missing: [String])
  /// The settings say another format than the file can be read as.
  case otherFormat(String, missing: [String])
  /// The settings say that a mapping reads the file, and have none for it.
  case noMapping
  case endlessRecord(isQuoteOpen: Bool)
  /// Settings or scenarios too long to be written by hand.
  case large(bytes: Int64, limit: Int64)
  case tooManyRejects(rejected: Int, rows: Int)
  case sumsTooLarge

  /// The most bytes of one record that are held in memory: 64 MiB.
  package static let longestRecord = 64 << 20

  /// The fixed word of the fault.
  package var code: String {
    switch self {
    case .cannotOpen: "file.open"
    case .nameNotText: "file.name"
    case .empty, .blank, .emptyBook: "file.empty"
    case .changed: "file.changed"
    case .encoding: "enc.utf16"
    case .otherKind, .otherBook: "file.kind"
    case .noHeader, .preamble, .headerBelowRows: "csv.header"
    case .longHeader, .longName: "csv.long"
    case .notUTF8: "enc.utf8"
    case .byteOrderMark: "enc.bom"
    case .columnTwice, .columnUnnamed: "csv.twice"
    case .columnMissing, .columnsMissing, .noQuantityColumn, .noUserColumn: "csv.missing"
    case .mappedMissing: "csv.missing"
    case .totals, .periods, .mappedTotals: "format.totals"
    case .severalDelimiters: "csv.delim"
    case .openQuote: "csv.open"
    case .document(let reason): reason.code
    case .documentCut: "json.cut"
    case .documentLists, .objectOverLines: "json.list"
    case .unknownFormat, .otherFormat, .noMapping: "format.unknown"
    case .endlessRecord: "csv.long"
    case .reading(let fault): fault.code
    case .large: "file.large"
    case .tooManyRejects: "file.rejects"
    case .sumsTooLarge: "num.range"
    }
  }

  /// The message: the fault and the expected content.
  package var message: String {
    switch self {
    case .cannotOpen(let reason): "\(reason), expected a readable file"
    case .reading(let fault): fault.message
    case .nameNotText: "the file's name is not UTF-8, expected a name that is"
    case .empty: "the file is empty, expected a header line or JSON (a failed download?)"
    case .blank: "the file is blank, expected a header line or JSON (a failed download?)"
    case .emptyBook: "the file is empty, expected a header line (a failed download?)"
    case .changed: "the file changed while it was read"
    case .encoding(let encoding): "file is \(encoding.family), expected UTF-8"
    case .otherKind(let kind):
      "this is a \(kind) file, expected CSV, TSV or JSON lines, or gzip of them"
    case .otherBook(let kind, let expected): "this is a \(kind) file, expected \(expected)"
    case .noHeader: TableFault.noHeader.message
    case .longHeader: "the header is longer than \(RowFault.recordLimit) bytes"
    case .longName(let bytes):
      "a column has a name of \(bytes) bytes, expected at most \(RowFault.fieldLimit)"
    case .notUTF8(let byte): "byte 0x\(hexadecimal(UInt32(byte), width: 2)) is not UTF-8"
    case .byteOrderMark: "byte order mark inside the header"
    case .columnTwice(let name, let first, let second):
      TableFault.columnTwice(name: name, first: first, second: second).message
    case .columnUnnamed(let number): TableFault.columnUnnamed(number).message
    case .columnMissing(let name, let found):
      TableFault.columnMissing(name: name, found: found).message
    case .columnsMissing(let names, let unknown, _):
      "no column\(names.count == 1 ? "" : "s") \(FileFault.list(names))"
        + (unknown.isEmpty ? "" : ", found \(FileFault.list(unknown))")
    case .noQuantityColumn: "no column with a quantity, such as \"input_tokens\""
    case .noUserColumn: "no column \"user_id\" or \"account_id\""
    case .mappedMissing(let names, let found):
      "no column\(names.count == 1 ? "" : "s") \(FileFault.list(names)) of its mapping, found"
        + " \(FileFault.list(found))"
    case .totals(let day, let requests):
      "its rows are totals: \"\(day.excerpt)\" has no time of day and \"\(requests.excerpt)\" counts requests,"
        + " expected a row per request"
    case .periods(let start, let end):
      "its rows are totals: \"\(end.excerpt)\" is whole hours after \"\(start.excerpt)\" in all of them,"
        + " expected a row per request"
    case .mappedTotals(let column, let holds):
      "its mapping reads request_id from \"\(column.excerpt)\", which holds \(holds), expected a"
        + " column that identifies each request"
    case .severalDelimiters: "Assay cannot split the header into known columns by , ; tab or |"
    case .document(.secondList(let name)):
      JSONFault.Reason.secondList(name).message + ", expected one in a document"
    case .document(let reason): "\(reason.message), so this is not a JSON document"
    case .documentCut: "the JSON document ends before its list of records does"
    case .documentLists(let names):
      "a JSON document with objects in \(FileFault.list(names)), expected them in \"data\", \"items\","
        + " \"logs\", \"rows\", \"records\" or \"results\""
    case .objectOverLines:
      "a JSON object over several lines, expected objects in a list, or each on a line of its own"
    case .preamble(let lines, _, let first):
      "the column names are on line \(lines + 1), below "
        + (first.isEmpty ? "blank lines" : "\"\(first.excerpt)\"") + ", expected them on line 1"
    case .headerBelowRows(let line):
      "the column names are on line \(line), below rows, expected them on line 1"
    case .unknownFormat(let found, let near, let missing):
      "no format is known with \(FileFault.list(found))"
        + (near.map { "; \($0.rawValue) has \(FileFault.list(missing)) as well" } ?? "")
    case .otherFormat(let format, let missing):
      "assay.json states the format \(format), but the file has no \(FileFault.list(missing))"
    case .noMapping: "assay.json states the format mapping, but has no mapping for this file"
    case .openQuote(let line): "quote opened here is never closed (to line \(line))"
    case .endlessRecord(true):
      "quote opened here is not closed within \(FileFault.longestRecord) bytes"
    case .endlessRecord(false):
      "the record that begins here does not end within \(FileFault.longestRecord) bytes"
    case .large(let bytes, let limit): "the file has \(bytes) bytes, expected at most \(limit)"
    case .tooManyRejects(let rejected, let rows):
      "Assay cannot use \(rejected) of \(rows) rows: is the file in the right format?"
    case .sumsTooLarge: "a sum of the ledger exceeds 9.2 × 10¹⁸ of its smallest unit"
    }
  }

  /// The command to type or the change to make.
  package var help: String {
    switch self {
    case .nameNotText: "rename the file"
    case .cannotOpen: "put a readable file in its place, or move it away"
    case .empty, .blank: "export it again, or delete it"
    case .emptyBook: "restore its content, or delete it"
    case .changed: "run again when nothing writes to it"
    case .encoding(let encoding): "convert it: iconv -f \(encoding.rawValue) -t UTF-8 < FILE"
    case .otherKind: "export it as CSV, or move it out of ledger/"
    case .otherBook(_, let expected): "save it as \(expected) in UTF-8"
    case .longHeader, .longName: "shorten the names of the columns, or leave columns out"
    case .notUTF8: "export it as UTF-8, or convert it: iconv -f WINDOWS-1252 -t UTF-8 < FILE"
    case .byteOrderMark: "export it again without the mark"
    case .noHeader:
      "name the columns in line 1: request_id,request_started_at,user_id,tier,provider,model,"
        + "input_tokens,output_tokens"
    case .columnTwice: "export it again with another name for one of the two"
    case .columnUnnamed: "export it again with a name for the column, or without it"
    case .columnMissing(let name, let found?):
      "map it within the { } of \"mappings\" in assay.json: \"\(found.excerpt)\": \"\(name)\""
    case .columnMissing(let name, nil): "export it again with the column: \(name)"
    case .columnsMissing(let names, unknown: [], _):
      "export it again with: \(names.joined(separator: ","))"
    case .columnsMissing(let names, let unknown, let meant):
      FileFault.renaming(names, unknown, meant)
    case .noQuantityColumn: "name the column of the quantity: input_tokens, output_tokens"
    case .noUserColumn: "name the column of the customer: user_id"
    case .mappedMissing:
      "name the columns in \"mappings\" in assay.json as the file does"
    case .totals, .periods, .mappedTotals:
      "export requests; Assay only compares usage by bucket, in the formats that docs/FORMATS.md lists"
    case .severalDelimiters: "export it with commas: request_id,request_started_at,provider,model"
    case .document(.secondList): "export each list as a file of its own"
    case .document, .documentCut: "export it again, to its end"
    case .documentLists(let names):
      "export the list of requests alone, or write it as JSON lines"
        + (FileFault.isPlain(names[0]) ? ": jq -c '.\(names[0])[]' < FILE" : "")
    case .objectOverLines: "write each on a line of its own: jq -c . < FILE"
    case .preamble(let lines, let endsAtCR, _):
      "export it without \(lines == 1 ? "that line" : "those lines"), or put a copy in its place: "
        + (endsAtCR
          ? "tr '\\r' '\\n' | tail -n +\(lines + 1) < FILE" : "tail -n +\(lines + 1) < FILE")
    case .headerBelowRows(let line):
      "move line \(line) above all others; those above it are requests"
    case .unknownFormat:
      "Assay reads the formats "
        + UsageFormat.names.joined(separator: ", ")
    case .otherFormat:
      "remove the file from \"formats\" in assay.json: its content shows its format"
    case .noMapping: "add its columns to \"mappings\" in assay.json"
    case .openQuote, .endlessRecord(true): "close the quote, or double it within a field: \"\""
    case .reading(let fault): fault.help
    case .endlessRecord(false): "export it again; a record ends with its line"
    case .large: "replace it with the right file"
    case .tooManyRejects: "correct the rows as their messages say, then export the file again"
    case .sumsTooLarge: "run less at a time: --period YYYY-MM"
    }
  }

  /// Returns the help that names the columns to rename and the other required columns.
  private static func renaming(_ names: [String], _ unknown: [String], _ meant: [String]) -> String
  {
    let renames = ColumnMeaning.renames(of: names + meant, among: unknown)
    let rest = names.filter { name in !renames.contains { $0.missing == name } }
    let others = rest.joined(separator: ",")
    if renames.isEmpty { return "in line 1, rename the columns that hold them to: \(others)" }
    let words = renames.map { "\"\($0.found.excerpt)\" to \"\($0.missing)\"" }
      .joined(separator: ", ")
    return rest.isEmpty
      ? "in line 1, rename \(words)"
      : "in line 1, rename \(words), and the columns that hold these: \(others)"
  }

  /// Returns true if the name of a member can be part of a command as it is.
  private static func isPlain(_ name: String) -> Bool {
    name.utf8.allSatisfy { $0 == UInt8(ascii: "_") || 0x61...0x7A ~= $0 | 0x20 }
  }

  private static func list(_ names: [String]) -> String {
    let shown = names.prefix(8).map { "\"\($0.excerpt)\"" }.joined(separator: ", ")
    return shown + (names.count > 8 ? " and \(names.count - 8) more" : "")
  }
}
