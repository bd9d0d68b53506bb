import Ledger

/// Something wrong or noteworthy in a book.
///
/// It carries the values; `code`, `message` and `help` make the words.
package enum BookFault: Error, Hashable, Sendable {
  case missing(column: String)
  case unknownColumn(String, near: String?)
  case fieldCount(found: Int, expected: Int)
  case brokenQuote
  case openQuote(lastLine: Int)
  case notUTF8
  case text(TextFault, column: String)
  case noHeader
  case unnamedColumn(Int)
  case twiceColumn(String)
  case unknownWord(column: String, text: String, expected: String)
  case number(column: String, text: String, expected: String)
  case date(column: String, text: String)
  case endNotAfterStart
  case overlap(other: Place, what: String)
  case same(other: Place, what: String)
  case gap(other: Place, until: Instant, from: Instant)
  case jump(earlier: String, later: String, other: Place)
  case price(String)
  case inexactPrice(price: String, per: Int64)
  case inexactDerivation(price: Place, factor: String)
  case derivesFromItself
  case levelField(level: String, field: String, isMissing: Bool)
  case notApproved(status: String)
  case selfApproved(by: String)
  case ambiguousAlias(alias: String, first: String, second: String, from: Instant)

  /// Whether the run can go on.
  package var severity: Finding.Severity {
    switch self {
    case .gap, .jump, .notApproved, .selfApproved, .unknownColumn, .ambiguousAlias,
      .derivesFromItself:
      .warning
    case .missing, .fieldCount, .brokenQuote, .openQuote, .notUTF8, .text, .noHeader,
      .unnamedColumn,
      .twiceColumn, .unknownWord, .number, .date, .endNotAfterStart, .overlap, .same, .price,
      .inexactPrice, .inexactDerivation, .levelField:
      .error
    }
  }

  /// The fixed word of the fault.
  package var code: String {
    switch self {
    case .missing: "csv.missing"
    case .unknownColumn: "csv.unknown"
    case .fieldCount: "csv.fields"
    case .brokenQuote: "csv.quote"
    case .openQuote: "csv.open"
    case .notUTF8: "enc.utf8"
    case .text(let fault, _): fault.code
    case .noHeader: "csv.header"
    case .unnamedColumn, .twiceColumn: "csv.twice"
    case .unknownWord: "book.word"
    case .number: "book.number"
    case .date: "book.date"
    case .endNotAfterStart, .overlap, .same: "book.overlap"
    case .gap: "book.gap"
    case .jump: "book.jump"
    case .price: "book.price"
    case .inexactPrice, .inexactDerivation: "book.scale"
    case .derivesFromItself: "book.derivation"
    case .levelField: "book.level"
    case .notApproved, .selfApproved: "book.approval"
    case .ambiguousAlias: "ref.alias"
    }
  }

  /// What is wrong and what was expected.
  package var message: String {
    switch self {
    case .missing(let column): "no column \"\(column)\""
    case .unknownColumn(let column, _): "column \"\(column.excerpt)\" is not known, ignored"
    case .fieldCount(let found, let expected): "\(found) fields, expected \(expected)"
    case .brokenQuote: "quote inside an unquoted field, or text after a closing quote"
    case .openQuote(let line): "quote opened here is never closed (to line \(line))"
    case .notUTF8: "a field is not UTF-8"
    case .text(let fault, let column): fault.message(column: column)
    case .noHeader: "first line is not a header"
    case .unnamedColumn(let number): "column \(number) has no name"
    case .twiceColumn(let column): "column \"\(column.excerpt)\" appears twice"
    case .unknownWord(let column, let text, let expected):
      "\(column) is \"\(text)\", expected \(expected)"
    case .number(let column, let text, let expected):
      "\(column) is \"\(text)\", expected \(expected)"
    case .date(let column, let text):
      "\(column) is \"\(text)\", expected a day or an RFC 3339 instant"
    case .endNotAfterStart: "effective_to is not after effective_from"
    case .overlap(let other, let what): "\(what) overlaps \(other)"
    case .same(let other, let what):
      "\(what) has the key, effective_from and recorded_at of \(other)"
    case .gap(let other, let until, let from):
      "nothing is in force from \(until), when \(other) ends, to \(from)"
    case .jump(let earlier, let later, let other):
      "the price goes from \(earlier) (\(other)) to \(later): per thousand or per million?"
    case .price(let price): "price_usd \(price) is no price of one unit from 0 to 1000000 USD"
    case .inexactPrice(let price, let per):
      "\(price) per \(per) does not fit 18 decimals per unit"
    case .inexactDerivation(let price, let factor):
      "the price of \(price) times \(factor) does not fit 18 decimals per unit"
    case .derivesFromItself:
      "the price would be derived from itself, so this row gives none"
    case .levelField(let level, let field, true): "level \(level) needs a \(field)"
    case .levelField(let level, let field, false): "level \(level) takes no \(field)"
    case .notApproved(let status): "the row is \(status): not applied"
    case .selfApproved(let name): "approved by \"\(name)\", who requested it: not applied"
    case .ambiguousAlias(let alias, let first, let second, let from):
      "\"\(alias)\" means \(first) and \(second) on \(from)"
    }
  }

  /// What to type or change, where that is known.
  package var help: String? {
    switch self {
    case .unknownColumn(_, let near?): "did you mean \"\(near)\"?"
    case .overlap(let other, _):
      "end \(other) where this row begins, or give this row its effective_from and a later"
        + " recorded_at if it corrects it"
    case .same: "give one of them a later recorded_at if it corrects the other"
    case .ambiguousAlias: "end one of the two rows"
    case .missing, .unknownColumn, .fieldCount, .brokenQuote, .openQuote, .notUTF8, .text,
      .noHeader,
      .unnamedColumn, .twiceColumn, .unknownWord,
      .number, .date, .endNotAfterStart, .gap, .jump, .price, .inexactPrice, .inexactDerivation,
      .derivesFromItself, .levelField, .notApproved, .selfApproved:
      nil
    }
  }

  /// The fault as a finding at `place`.
  package func finding(at place: Place) -> Finding {
    Finding(severity, at: place, code: code, message: message, help: help)
  }
}
