import Ledger
import Parsing

/// A fault or an anomaly of an export of usage by bucket.
///
/// It carries the values; `code`, `message` and `help` make the words.
enum BucketFault {
  case number(NumberFault, column: String, text: String)
  case time(InstantFault, column: String, text: String)
  case noTime(column: String)
  /// No count of seconds since 1970, in which the times of a format are.
  case notSeconds(column: String, text: String)
  case endNotAfterStart
  case text(NameFault, column: String)
  case flag(column: String, text: String)
  case fieldCount(found: Int, expected: Int)
  case quote
  case notUTF8
  case json(JSONFault)
  /// Costs or another count than tokens.
  case otherKind(String)
  /// Parts that are more than their whole.
  case parts(part: String, value: Int64, whole: String, of: Int64)
  case morePages

  var severity: Finding.Severity {
    switch self {
    case .parts, .morePages: .warning
    default: .error
    }
  }

  var code: String {
    switch self {
    case .number(let fault, _, _): fault.code
    case .time(let fault, _, _): fault.code
    case .noTime: "time.empty"
    case .notSeconds: InstantFault.zone.code
    case .endNotAfterStart: "time.order"
    case .text(let fault, _): fault.code
    case .flag: "value.flag"
    case .fieldCount: "csv.fields"
    case .quote: "csv.quote"
    case .notUTF8: "enc.utf8"
    case .json(let fault): fault.code
    case .otherKind: "file.kind"
    case .parts: "num.parts"
    case .morePages: "file.pages"
    }
  }

  var message: String {
    switch self {
    case .number(let fault, let column, let text):
      fault.message(
        column: column, text: text.excerpt,
        expected: "a number of at most \(BucketRow.countLimit), USD with at most 18 decimals")
    case .time(let fault, let column, let text):
      fault.message(column: column, text: text.excerpt)
    case .noTime(let column): "\(column) is empty"
    case .notSeconds(let column, let text):
      "\(column) is \"\(text.excerpt)\", expected seconds since 1970"
    case .endNotAfterStart: "the bucket does not end after its start"
    case .text(let fault, let column): fault.message(column: column)
    case .flag(let column, let text):
      "\(column) is \"\(text.excerpt)\", expected true or false"
    case .fieldCount(let found, let expected):
      RowFault.fieldCount(found: found, expected: expected).message
    case .quote: "quotes within the row are not closed or doubled"
    case .notUTF8: "the row is not UTF-8"
    case .json(let fault): fault.message
    case .otherKind(let kind): "this is \(kind.excerpt), expected usage in tokens"
    case .parts(let part, let value, let whole, let of):
      "\(part) \(value) > \(whole) \(of), so Assay counts the remainder as 0"
    case .morePages: "the last page says that more pages follow"
    }
  }

  var help: String {
    switch self {
    case .parts: "export again or ask the vendor; the row counts with 0 for the remainder"
    case .morePages:
      "fetch the pages after it into ledger/ too; nothing to do if they are already there"
    case .otherKind:
      "move it out of ledger/; if it is a vendor bill, move it to bills/"
    default: "export it again; Assay accepts a bucket export only if every row is valid"
    }
  }

  func finding(at place: Place) -> Finding {
    Finding(severity, at: place, code: code, message: message, help: help)
  }
}
