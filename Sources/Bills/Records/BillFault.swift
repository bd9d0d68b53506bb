import Intake
import Ledger
import Parsing

/// A fault in the bytes of a bill.
///
/// It carries the values; `code` and `message` make the words.
enum BillFault: Hashable, Sendable {
  case number(NumberFault, column: String, text: String)
  case time(InstantFault, column: String, text: String)
  case localTime(LocalTimeFault, column: String, text: String)
  case empty(column: String)
  case text(NameFault, column: String)
  /// A word that has to be one of a list.
  case word(column: String, text: String, expected: [String])
  case fieldCount(found: Int, expected: Int)
  case quote
  case openQuote
  case longRecord
  case repeatedHeader
  case notUTF8
  case json(JSONFault.Reason)
  case notAnObject
  /// A period that cannot be read, or ends before it starts.
  case period(start: String, end: String)
  case unreadablePeriod(String)

  var code: String {
    switch self {
    case .number(let fault, _, _): fault.code
    case .time(let fault, _, _): fault.code
    case .localTime(let fault, _, _): fault.code
    case .empty: "id.empty"
    case .text(let fault, _): fault.code
    case .word: "value.word"
    case .fieldCount: "csv.fields"
    case .quote: "csv.quote"
    case .openQuote: "csv.open"
    case .longRecord: "csv.long"
    case .repeatedHeader: "csv.header2"
    case .notUTF8: "enc.utf8"
    case .json(let reason): reason.code
    case .notAnObject: "json.type"
    case .period, .unreadablePeriod: "bill.period"
    }
  }

  var message: String {
    switch self {
    case .number(let fault, let column, let text):
      fault.message(
        column: column, text: text.excerpt,
        expected: "a decimal number of at most 100,000,000,000")
    case .time(let fault, let column, let text):
      fault.message(column: column, text: text.excerpt)
    case .localTime(let fault, let column, let text):
      fault.message(column: column, text: text.excerpt)
    case .empty(let column): "\(column) is empty"
    case .text(let fault, let column): fault.message(column: column)
    case .word(let column, let text, let expected):
      "\(column) is \"\(text.excerpt)\", expected one of \(expected.joined(separator: ", "))"
    case .fieldCount(let found, let expected):
      TableFault.fieldCount(found: found, expected: expected).message
    case .quote: "quotes within the line are not closed or doubled"
    case .openQuote: "quote opened here is never closed"
    case .longRecord: "the line is longer than \(RowFault.recordLimit) bytes"
    case .repeatedHeader: "header line repeated"
    case .notUTF8: "the line is not UTF-8"
    case .json(let reason): reason.message
    case .notAnObject: "expected an object"
    case .period(let start, let end):
      "the period ends at \(end.excerpt), before it starts at \(start.excerpt)"
    case .unreadablePeriod(let text): "Assay cannot read the period \"\(text.excerpt)\""
    }
  }

  /// Such a fault refuses a single line of a bill of any size; every other, a bill below 64 MiB.
  var refusesLineOnly: Bool {
    switch self {
    case .period, .unreadablePeriod: true
    case .number, .time, .localTime, .empty, .text, .word, .fieldCount, .quote, .openQuote,
      .longRecord, .repeatedHeader, .notUTF8, .json, .notAnObject:
      false
    }
  }
}

/// A fault, and its place in the file.
struct PlacedBillFault: Hashable, Sendable {
  let fault: BillFault
  let line: Int
  let column: Int

  func finding(in file: String) -> Finding {
    Finding(
      .error, at: Place(file: file, line: line, column: column), code: fault.code,
      message: fault.message,
      help: fault.refusesLineOnly ? nil : "download the bill again, or correct this line")
  }
}
