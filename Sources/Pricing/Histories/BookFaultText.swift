import Ledger
import Parsing

extension BookFault {
  /// The fault as a finding at `place`, in the book as it was known at `knownAt`; nil is all of it.
  package func finding(at place: Place, knownAt: Instant? = nil) -> Finding {
    var help = self.help(at: place)
    if case .overlap = self, knownAt != nil {
      help = "if a row recorded later corrects it, state a later --as-known-at; otherwise \(help)"
    }
    return Finding(severity, at: place, code: code, message: message(at: place), help: help)
  }

  /// Returns a message that states the fault and the expected content.
  private func message(at place: Place) -> String {
    switch self {
    case .missing(let column, let found):
      TableFault.columnMissing(name: column, found: found).message
    case .unknownColumn(let column, _): "unknown column \"\(column.excerpt)\"; Assay ignores it"
    case .fieldCount(let found, let expected):
      TableFault.fieldCount(found: found, expected: expected).message
    case .brokenQuote: "quote inside an unquoted field, or text after a closing quote"
    case .notUTF8: "a field is not UTF-8"
    case .text(let fault, let column): fault.message(column: column)
    case .formula(let text):
      "\(text) begins with a character that makes a spreadsheet treat it as a formula"
    case .noHeader: TableFault.noHeader.message
    case .unnamedColumn(let number): TableFault.columnUnnamed(number).message
    case .twiceColumn(let column, let first, let second):
      TableFault.columnTwice(name: column, first: first, second: second).message
    case .unknownWord(let column, let text, let expected, _),
      .number(let column, let text, let expected):
      "\(column) is \"\(text)\", expected \(expected)"
    case .date("day", let text): "day is \"\(text)\", expected a day"
    case .date(let column, let text):
      "\(column) is \"\(text)\", expected a day or an RFC 3339 instant"
    case .order(let column, let text, let after):
      "\(column) is \"\(text.excerpt)\", expected an instant after \(after)"
    case .endNotAfterStart: "effective_to is not after effective_from"
    case .overlap(let other, let what, let from, let during):
      "\(what) from \(from) overlaps \(other.seen(from: place)) (\(during.words))"
    case .same(let other, let what):
      "\(what) has the key, effective_from and recorded_at of \(other.seen(from: place))"
    case .twice(let other, let what): "\(what) is already in \(other.seen(from: place))"
    case .gap(let other, let until, let from):
      "no row is in force between \(until) (end of \(other.seen(from: place))) and \(from)"
    case .jump(let earlier, let later, let other):
      "the price goes from \(earlier) (\(other.seen(from: place))) to \(later): per thousand or per"
        + " million?"
    case .price(let price):
      "price_usd \(price) is not a price, expected 0 to \(PriceLimits.highest) USD for one unit, and"
        + " \(PriceLimits.unknown) means \"no price\""
    case .inexactPrice(let price, let per):
      "\(price) per \(per) needs more than 18 decimals per unit"
    case .inexactDerivation(let price, let factor):
      "the price of \(price.seen(from: place)) times \(factor) needs more than 18 decimals per unit"
    case .largeDerivation(let price, let factor):
      "the price of \(price.seen(from: place)) times \(factor) is above \(PriceLimits.highest) USD for one unit"
    case .derivesFromItself:
      "the price would derive from itself; Assay ignores this row"
    case .levelField(let level, let field, true): "level \(level) needs a \(field)"
    case .levelField(let level, let field, false): "level \(level) takes no \(field)"
    case .pending(let what, .distantPast): "not applied: \(what) is awaiting approval"
    case .pending(let what, let since):
      "not applied: \(what) has been awaiting approval since \(since)"
    case .rejected(let what): "not applied: \(what) was rejected"
    case .selfApproved(let name):
      "the multiplier was approved by \"\(name)\", who requested it: not applied"
    case .approvedLate(let at, let from):
      "the multiplier was approved at \(at), after it took effect at \(from)"
    case .noReason: "the multiplier is approved without a reason"
    case .unknownName(let column, let name, let books, _):
      "\(column) \"\(name.excerpt)\" does not occur in \(books)"
    case .ambiguousAlias(let alias, let first, let second, let from):
      "\"\(alias)\" means \(first) and \(second) on \(from)"
    }
  }

  /// Returns the command or edit that helps.
  private func help(at place: Place) -> String {
    switch self {
    case .missing(let column, let found?): "rename the column \"\(found)\" to \"\(column)\""
    case .missing(let column, nil): "name it in line 1: \(column)"
    case .unknownColumn(_, let near?): "did you mean \"\(near)\"?"
    case .unknownColumn: "nothing to do if the column is intentional"
    case .fieldCount(_, let expected):
      "give the row \(expected) fields; a text with a comma needs quotes"
    case .brokenQuote: "quote the whole field, and double each quote within it: \"\""
    case .notUTF8: "save the file as UTF-8: iconv -f WINDOWS-1252 -t UTF-8 < FILE"
    case .text(.blankAtEnd, _): "delete the space"
    case .text(.long, _): "write a shorter name"
    case .text: "delete the character"
    case .formula: "begin it with a letter"
    case .noHeader: "name the columns in line 1"
    case .unnamedColumn: "name the column in line 1, or delete it"
    case .twiceColumn: "rename or delete one of the two"
    case .unknownWord(_, _, _, let near?): "did you mean \"\(near)\"?"
    case .unknownWord(let column, "", _, nil): "fill in the \(column)"
    case .unknownWord: "write one of the expected words"
    case .number("per", _, _): "write a whole number above 0 with digits only, as in: 1000000"
    case .number("context_over", _, _): "write a whole number with digits only, as in: 200000"
    case .number("rank", _, _): "write a whole number above 0 with digits only, as in: 1"
    case .number: "write it with digits and a decimal point, as in: 1.25"
    case .date("day", _): "write it as in: 2026-08-01"
    case .date: "write it as in: 2026-08-01, or 2026-08-01T00:00:00Z"
    case .order(_, _, let after): "correct it, or \(after)"
    case .endNotAfterStart: "give it a later effective_to, or leave it blank if it still applies"
    case .overlap(let other, _, let from, _):
      "end \(other.seen(from: place)) at \(from); or, if \(place.seen(from: other)) corrects it, give it"
        + " the same effective_from and a later recorded_at"
    case .same: "delete one of the two; or, if one corrects the other, give it a later recorded_at"
    case .twice: "delete one of the two"
    case .gap(let other, _, _):
      "if that row also applied in between, clear the effective_to of \(other)"
    case .jump: "if it is right, leave it; otherwise correct price_usd or per"
    case .price: "write the price of the vendor, or delete the row if the price is not known"
    case .inexactPrice: "state the price for a power of ten, as in per: 1000000"
    case .inexactDerivation, .largeDerivation:
      "quote the price instead of deriving it: add a row to prices/"
    case .derivesFromItself: "derive it from another class, or delete the row"
    case .levelField(_, let field, true): "fill in the \(field)"
    case .levelField(_, let field, false): "clear the \(field), or use a level that has one"
    case .pending:
      "decide on it: assay multipliers approve \(place.line ?? 0) --by NAME"
    case .rejected: "nothing to do: it stays as a record"
    case .selfApproved: "let another person approve it, and write their name into approved_by"
    case .approvedLate: "nothing to do: it counts; approve rows before they take effect"
    case .noReason: "write the reason into the column reason"
    case .unknownName(_, _, _, let near?): "did you mean \"\(near)\"?"
    case .unknownName("tier", _, let books, nil), .unknownName("plan", _, let books, nil):
      "spell the tier as in \(books), or add a row for it there; until then Assay rates requests of that tier as paid"
    case .unknownName(let column, _, let books, nil):
      "spell the \(column) as in \(books), or add a row for it there; until then this row has no effect"
    case .ambiguousAlias(_, _, _, .distantPast): "delete this row or the other"
    case .ambiguousAlias(_, _, _, let from): "delete this row, or end the other at \(from)"
    }
  }
}

extension BookProblem {
  /// The problem as a finding, in the book as it was known at `knownAt`; nil is all of it.
  package func finding(knownAt: Instant? = nil) -> Finding {
    fault.finding(at: place, knownAt: knownAt)
  }
}

extension Place {
  /// The place in words that are short where the reader already is in its file.
  fileprivate func seen(from other: Place) -> String {
    if file == other.file, let line { return "line \(line)" }
    return [file, line.map(String.init)].compactMap { $0 }.joined(separator: ":")
  }
}

extension Validity {
  /// The time in words.
  fileprivate var words: String {
    switch (from == .distantPast, to == .distantFuture) {
    case (false, false): "\(from) to \(to)"
    case (false, true): "from \(from)"
    case (true, false): "up to \(to)"
    case (true, true): "always"
    }
  }
}
