import Intake
import Ledger

/// The reason why a row of a credit ledger is not an event.
///
/// It carries the values; `code` and `message` make the words.
enum CreditFault {
  /// The record cannot be split or decoded, as in a usage ledger.
  case row(RowFault)
  case blank(CreditColumn)
  case kind(String)
  case source(String)
  case currency(String)
  case number(NumberFault, CreditColumn, text: String)
  /// An amount of 0 where the kind needs one.
  case zero(CreditColumn, kind: EventKind)
  case time(LocalTimeFault, CreditColumn, text: String)
  case expiryNotAfter(text: String)
  case text(NameFault, CreditColumn)
  case changedID(ChangedID.Fault, CreditColumn, text: String)

  /// The fixed word of the fault: of a cell that of the form of events.
  var code: String {
    switch self {
    case .row(let fault): fault.code
    case .blank, .kind, .source, .currency, .number, .zero, .time, .expiryNotAfter, .text,
      .changedID:
      CreditFault.form
    }
  }

  /// The code of a row whose cells are not those of an event.
  static let form = "credit.form"

  /// The message: the fault and the expected content.
  var message: String {
    switch self {
    case .row(let fault): fault.message
    case .blank(let column): "\(column.header) is empty"
    case .kind(let text):
      "kind is \"\(text)\", expected one of \(EventKind.allCases.map(\.word).joined(separator: ", "))"
    case .source(let text):
      "source is \"\(text)\", expected one of "
        + GrantSource.stated.map(\.word).joined(separator: ", ")
    case .currency(let text): "currency is \"\(text)\", expected USD"
    case .number(let fault, let column, let text):
      fault.message(column: column.header, text: text, expected: column.expectedNumber)
    case .zero(let column, let kind):
      "\(column.header) is 0, expected "
        + (kind == .adjust ? "an amount other than 0" : "an amount above 0")
    case .time(let fault, let column, let text):
      fault.message(column: column.header, text: text)
    case .expiryNotAfter(let text): "expires_at is \"\(text)\", expected an instant after at"
    case .text(let fault, let column): fault.message(column: column.header)
    case .changedID(let fault, let column, let text):
      fault.message(column: column.header, text: text)
    }
  }

  /// The edit that helps.
  var help: String {
    switch self {
    case .row(let fault): RowHelp.text(for: fault.code) ?? "export the row again"
    case .blank, .zero: "fill in the cell and export again"
    case .kind: "export it again with one of these kinds, or name its kind in \"mappings\""
    case .source: "export it again with one of these sources"
    case .currency: "export the amounts in USD"
    case .number(.sign, _, _):
      "write the amount without a sign; the kind of the event sets the sign"
    case .number(let fault, _, _): RowHelp.text(for: fault.code) ?? "correct the number"
    case .time(let fault, _, _): RowHelp.text(for: fault.code) ?? "correct the time"
    case .expiryNotAfter: "check the two times in the export: one may be in another zone"
    case .text(let fault, _): RowHelp.text(for: fault.code) ?? "correct the text"
    case .changedID(let fault, _, _): RowHelp.text(for: fault.code) ?? "export the id as text"
    }
  }
}

extension CreditColumn {
  /// The words for what a number in this column may be.
  fileprivate var expectedNumber: String {
    switch self {
    case .paidUSD: "USD with at most \(Money.decimals) decimals, at most \(Money.rowLimit)"
    case .priority: "a whole number from 0 to \(EventCells.priorityLimit)"
    case .balanceAfter: "credits with at most 18 decimals, at most \(Credits.rowLimit)"
    default: "credits with at most \(Credits.decimals) decimals, at most \(Credits.rowLimit)"
    }
  }
}
