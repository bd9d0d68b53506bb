import Ledger
import Parsing

/// The reason why a ledger row could not be used.
///
/// It carries the values; `code` and `message` make the words.
package enum RowFault: Hashable, Sendable {
  case fieldCount(found: Int, expected: Int)
  case quoteInsideField
  case textAfterQuote
  case repeatedHeader
  case longField(bytes: Int)
  case longRecord(bytes: Int)
  case json(JSONFault.Reason, byte: Int)
  case jsonCut
  case jsonNoObject
  case jsonType(LedgerColumn, found: String)
  /// The same of a member of another table than the usage ledger.
  case memberType(name: String, found: String, expected: String)
  /// The cell that a column is read from should hold JSON, and does not.
  case notJSON(source: String, column: LedgerColumn)
  /// The member that a column is read from is there twice.
  case valueTwice(LedgerColumn)
  case totalLine
  case notUTF8(byte: UInt8)
  case text(NameFault, column: LedgerColumn)
  case emptyID(LedgerColumn)
  /// A spreadsheet or data frame put something else in place of an id.
  case changedID(ChangedID.Fault, column: LedgerColumn, text: String)
  case noUser
  /// No line before that of a request says which model it is of.
  case noSessionModel
  case number(NumberFault, column: LedgerColumn, text: String)
  /// A number in a unit that the mapping of its file states: the text is the original, the expected value is in native units.
  case mappedNumber(NumberFault, column: LedgerColumn, text: String, unit: String)
  case time(InstantFault, column: LedgerColumn, text: String)
  case noTime(LedgerColumn)
  /// A time that is none in the form that the mapping of its file states.
  case mappedTime(LocalTimeFault, column: LedgerColumn, text: String)
  case completedBeforeStarted
  case noQuantity
  /// A class of tokens that is a total less its parts comes out below zero.
  case negativeLeaf(LedgerColumn, total: Int64, parts: Int64)
  /// The mapping of its file says by vendor what that total holds, and not of this vendor.
  case vendorWithoutRule(String, total: LedgerColumn)
  case status(String)
  case refundStatus(String)
  /// The row gives back an amount and repeats the usage of its request.
  case refundedUsage(LedgerColumn, text: String)
  case byok(String)
  case inexactCost
  case costTooLarge

  /// The most bytes in one field and in one record.
  package static let fieldLimit = 1 << 20
  package static let recordLimit = 2 << 20

  /// The fixed word of the fault.
  package var code: String {
    switch self {
    case .fieldCount: "csv.fields"
    case .quoteInsideField, .textAfterQuote: "csv.quote"
    case .repeatedHeader: "csv.header2"
    case .longField, .longRecord: "csv.long"
    case .json(let reason, _): reason.code
    case .jsonCut: "json.cut"
    case .jsonNoObject, .jsonType, .memberType: "json.type"
    case .notJSON: "json.syntax"
    case .valueTwice: "json.twice"
    case .totalLine: "csv.total"
    case .notUTF8: "enc.utf8"
    case .text(let fault, _): fault.code
    case .emptyID, .noUser: "id.empty"
    case .changedID(let fault, _, _): fault.code
    case .noSessionModel: "session.model"
    case .number(let fault, _, _), .mappedNumber(let fault, _, _, _): fault.code
    case .time(let fault, _, _): fault.code
    case .noTime: "time.empty"
    case .mappedTime(let fault, _, _): fault.code
    case .completedBeforeStarted: "time.order"
    case .noQuantity: "qty.none"
    case .negativeLeaf: "qty.negative"
    case .vendorWithoutRule: "qty.vendor"
    case .status: "value.status"
    case .refundStatus, .refundedUsage: "refund.usage"
    case .byok: "value.byok"
    case .inexactCost: "num.scale"
    case .costTooLarge: "num.range"
    }
  }

  /// The message: the fault and the expected value.
  package var message: String {
    switch self {
    case .fieldCount(let found, let expected):
      TableFault.fieldCount(found: found, expected: expected).message
    case .quoteInsideField: "quote inside an unquoted field"
    case .textAfterQuote: "text after a closing quote"
    case .repeatedHeader: "header line repeated"
    case .longField(let bytes): "field of \(bytes) bytes, expected at most \(RowFault.fieldLimit)"
    case .longRecord(let bytes):
      "record of \(bytes) bytes, expected at most \(RowFault.recordLimit)"
    case .json(let reason, let byte): "\(reason.message) at column \(byte)"
    case .jsonCut: "last line is not complete"
    case .jsonNoObject: "the line is not an object { … }"
    case .jsonType(let column, let found):
      "\(column.name) is \(found), expected \(column.expectedType)"
    case .memberType(let name, let found, let expected):
      "\(name) is \(found), expected \(expected)"
    case .notJSON(let source, _): "\(source) is not JSON"
    case .valueTwice(let column): "the source of \(column.name) appears twice"
    case .totalLine: "looks like a total line"
    case .notUTF8(let byte): "byte 0x\(hexadecimal(UInt32(byte), width: 2)) is not UTF-8"
    case .text(let fault, let column): fault.message(column: column.name)
    case .emptyID(let column): "\(column.name) is empty"
    case .changedID(let fault, let column, let text):
      fault.message(column: column.name, text: text)
    case .noUser: "user_id and account_id are both empty, expected one of them"
    case .number(.sign, let column, let text) where column.isReversal(text):
      "\(column.name) is \(text), expected 0 or more: a reversal is not a request"
    case .noSessionModel: "no earlier line names the model of the session"
    case .number(let fault, let column, let text):
      fault.message(column: column.name, text: text, expected: column.expectedNumber)
    case .mappedNumber(let fault, let column, let text, let unit):
      fault.message(column: column.name, text: text, in: unit, expected: column.expectedNumber)
    case .time(let fault, let column, let text): fault.message(column: column.name, text: text)
    case .noTime(let column): "\(column.name) is empty"
    case .mappedTime(let fault, let column, let text):
      fault.message(column: column.name, text: text)
    case .completedBeforeStarted: "request_completed_at is before request_started_at"
    case .noQuantity: "every quantity is blank, expected at least one unless the request failed"
    case .negativeLeaf(let column, let total, let parts):
      "\(column.name) would be \(total - parts): its parts are \(parts) of a total of \(total)"
    case .vendorWithoutRule(let vendor, let total):
      "no rule states the parts of \(total.name) for \(vendor.excerpt), expected a rule such as \(JSONString.quoted(vendor)): [] in"
        + " \"\(total == .inputTokens ? "input_includes" : "output_includes")\""
    case .status(let text):
      "status is \"\(text)\", expected completed, partial, cancelled or failed"
    case .refundStatus(let text): "status is \"\(text)\": a refund is not usage"
    case .refundedUsage(let column, let text):
      "\(column.name) is \(text) and the row counts usage: a refund is not usage"
    case .byok(let text): "byok is \"\(text)\", expected true, false, 1 or 0"
    case .inexactCost: "its cost needs more than 18 decimal places in USD"
    case .costTooLarge:
      "its cost or charge would be above \(Money.totalLimit) USD or \(Credits.rowLimit) credits"
    }
  }
}

extension LedgerColumn {
  /// Returns true if a negative count reverses another one.
  ///
  /// Some exports write -1 for an unknown count.
  fileprivate func isReversal(_ text: String) -> Bool {
    content.isQuantity && text.hasPrefix("-") && text != "-1"
  }

  /// The JSON type of its values, in words.
  fileprivate var expectedType: String {
    if self == .byok { return "true or false" }
    switch content {
    case .id, .name, .time: return "a string"
    case .quantity: return "a number"
    case .cost, .credits, .multiplier: return "a number, or one in quotes"
    }
  }

  /// The words for what a number in this column may be.
  fileprivate var expectedNumber: String {
    let decimals = "with at most \(content.decimalRule?.scale ?? 0) decimals"
    return switch content {
    case .quantity(.second): "seconds \(decimals), at most \(Quantities.secondsLimit)"
    case .quantity: "a whole number from 0 to \(Quantities.countLimit)"
    case .cost: "USD \(decimals), at most \(Money.rowLimit)"
    case .credits: "credits \(decimals), at most \(Credits.rowLimit)"
    case .multiplier: "a multiplier from 0 to \(Multiplier.limit) \(decimals)"
    case .id, .time, .name: "a number"
    }
  }
}
