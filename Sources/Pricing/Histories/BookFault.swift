import Ledger

/// Something wrong or noteworthy in a book.
///
/// It carries the values; `code` here and `BookFaultText` make the words.
package enum BookFault: Error, Hashable, Sendable {
  case missing(column: String, found: String? = nil)
  case unknownColumn(String, near: String?)
  case fieldCount(found: Int, expected: Int)
  case brokenQuote
  case notUTF8
  case text(NameFault, column: String)
  /// A text that a spreadsheet would run.
  case formula(String)
  case noHeader
  case unnamedColumn(Int)
  case twiceColumn(String, first: Int, second: Int)
  case unknownWord(column: String, text: String, expected: String, near: String? = nil)
  case number(column: String, text: String, expected: String)
  case date(column: String, text: String)
  case endNotAfterStart
  /// A time that is not after that of another column.
  case order(column: String, text: String, after: String)
  case overlap(other: Place, what: String, from: Instant, during: Validity)
  case same(other: Place, what: String)
  /// A repeat of something that may appear only once.
  case twice(other: Place, what: String)
  case gap(other: Place, until: Instant, from: Instant)
  case jump(earlier: String, later: String, other: Place)
  case price(String)
  case inexactPrice(price: String, per: Int64)
  case inexactDerivation(price: Place, factor: String)
  /// A derived price is above the most that one may be.
  case largeDerivation(price: Place, factor: String)
  case derivesFromItself
  case levelField(level: String, field: String, isMissing: Bool)
  case pending(what: String, since: Instant)
  case rejected(what: String)
  case selfApproved(by: String)
  /// A row that was approved after it took effect.
  case approvedLate(at: Instant, from: Instant)
  /// An approved row without a reason.
  case noReason
  /// A name in `column` that none of `books` has.
  case unknownName(column: String, name: String, books: String, near: String?)
  case ambiguousAlias(alias: String, first: String, second: String, from: Instant)

  /// The severity, which decides if the run can continue.
  package var severity: Finding.Severity {
    switch self {
    case .gap, .jump, .pending, .rejected, .selfApproved, .approvedLate, .noReason,
      .unknownColumn, .unknownName,
      .ambiguousAlias, .derivesFromItself:
      .warning
    case .missing, .fieldCount, .brokenQuote, .notUTF8, .text, .formula, .noHeader, .unnamedColumn,
      .twiceColumn, .unknownWord, .number, .date, .order, .endNotAfterStart, .overlap, .same,
      .twice,
      .price,
      .inexactPrice, .inexactDerivation, .largeDerivation, .levelField:
      .error
    }
  }

  /// The fixed word of the fault.
  var code: String {
    switch self {
    case .missing: "csv.missing"
    case .unknownColumn: "csv.unknown"
    case .fieldCount: "csv.fields"
    case .brokenQuote: "csv.quote"
    case .notUTF8: "enc.utf8"
    case .text(let fault, _): fault.code
    case .formula: "book.formula"
    case .noHeader: "csv.header"
    case .unnamedColumn, .twiceColumn: "csv.twice"
    case .unknownWord: "book.word"
    case .number: "book.number"
    case .date, .order: "book.date"
    case .endNotAfterStart, .overlap, .same, .twice: "book.overlap"
    case .gap: "book.gap"
    case .jump: "book.jump"
    case .price: "book.price"
    case .inexactPrice, .inexactDerivation, .largeDerivation: "book.scale"
    case .derivesFromItself: "book.derivation"
    case .levelField: "book.level"
    case .pending, .rejected, .selfApproved: "book.approval"
    case .approvedLate, .noReason: "book.checker"
    case .unknownName: "book.unknown"
    case .ambiguousAlias: "ref.alias"
    }
  }
}

/// A fault of a book with the row it lies in; it may show only when rows meet.
package struct BookProblem: Error, Hashable, Sendable {
  package let fault: BookFault
  package let place: Place

  package init(_ fault: BookFault, at place: Place) {
    self.fault = fault
    self.place = place
  }
}
