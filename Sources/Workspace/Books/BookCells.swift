import Ledger
import Pricing

/// Reads the cells of one row of a book; what cannot be read is noted and the row is not used.
package struct BookCells {
  private let table: BookTable
  private let row: BookTable.Row
  package private(set) var findings: [Finding] = []

  package init(_ row: BookTable.Row, of table: BookTable) {
    self.table = table
    self.row = row
  }

  /// The text of a cell.
  package func text(_ column: String) -> Name { table.cell(column, of: row) }

  /// Returns true if the book has the column.
  func has(_ column: String) -> Bool { table.has(column) }

  /// Notes a fault of the cell of `column`.
  package mutating func note(_ fault: BookFault, in column: String) {
    findings.append(fault.finding(at: table.place(of: column, in: row)))
  }

  /// The columns of a book whose texts are looked at: of those that some book has, those that are there.
  struct TextColumns {
    fileprivate let names: [String]
    fileprivate let prose: [String]

    init(_ columns: [String: Int]) {
      names = BookCells.names.filter { columns[$0] != nil }
      prose = BookCells.prose.filter { columns[$0] != nil }
    }
  }

  /// Texts that name something, and so are held to the rules of ids.
  private static let names = [
    "provider", "model", "alias", "tier", "service_tier", "region", "quality_level", "currency",
    "account_id", "plan", "requested_by", "approved_by", "organisation_id", "role", "code",
    "package", "created_by", "capability",
  ]
  /// Names with a semicolon between them.
  private static let lists = ["allowed_models", "plans", "byok_providers"]
  /// Texts for people.
  private static let prose = ["source", "reason", "capabilities", "description"]
  /// The characters allowed in them besides letters.
  private static let blanks: Set<UInt32> = [0x09, 0x0A, 0x0D]

  /// Notes what is wrong with the texts of the row.
  mutating func checkTexts() {
    for column in table.textColumns.names {
      check(NameFault.faults(inName: text(column).bytes), column)
    }
    for column in BookCells.lists {
      for name in list(column) { check(NameFault.faults(inName: name.bytes), column) }
    }
    for model in ModelList(text("models")).names {
      check(NameFault.faults(inName: model.bytes), "models")
    }
    for column in table.textColumns.prose {
      let fault = NameFault.unreadable(
        in: text(column).bytes, isName: false, allowing: BookCells.blanks)
      if let fault { check([fault], column) }
    }
  }

  private mutating func check(_ faults: [NameFault], _ column: String) {
    for fault in faults { note(.text(fault, column: column), in: column) }
  }

  /// A text that must not be blank.
  package mutating func name(_ column: String) -> Name {
    let text = text(column)
    if text.isEmpty {
      note(.unknownWord(column: column, text: "", expected: "a name"), in: column)
    }
    return text
  }

  /// The names of a cell, which a semicolon separates.
  package func list(_ column: String) -> [Name] {
    text(column).bytes.split(separator: UInt8(ascii: ";")).map { Name(bytes: $0) }
  }

  /// The names of a cell, which a semicolon separates; blanks around them are not part of them.
  package func spacedList(_ column: String) -> [Name] {
    list(column).map { name in
      let start = name.bytes.drop { $0 == 0x20 || $0 == 0x09 }
      return Name(bytes: start.reversed().drop { $0 == 0x20 || $0 == 0x09 }.reversed())
    }.filter { !$0.isEmpty }
  }

  /// One of a list of words; nil where it is none of them.
  package mutating func word<Word>(_ column: String, _ words: [(name: String, word: Word)]) -> Word?
  {
    let text = text(column)
    if let match = words.first(where: { $0.name.utf8.elementsEqual(text.bytes) }) {
      return match.word
    }
    let expected = words.map(\.name).joined(separator: ", ")
    note(
      .unknownWord(
        column: column, text: text.description.excerpt, expected: "one of " + expected,
        near: nearest(to: text.description, among: words.map(\.name))),
      in: column)
    return nil
  }

  /// A decimal times 10 to the `scale`; nil where it is not one or over `limit`.
  package mutating func decimal(
    _ column: String, scale: Int, limit: Int128, expected: String, allowsNegative: Bool = false
  ) -> Int128? {
    switch NumberText.decimal(
      text(column), scale: scale, limit: limit, allowsNegative: allowsNegative)
    {
    case .success(let number): return number.value
    case .failure:
      note(
        .number(column: column, text: text(column).description.excerpt, expected: expected),
        in: column)
      return nil
    }
  }

  /// A decimal, or nil where the cell is blank.
  mutating func optionalDecimal(
    _ column: String, scale: Int, limit: Int128, expected: String, allowsNegative: Bool = false
  ) -> Int128? {
    if text(column).isEmpty { return nil }
    return decimal(
      column, scale: scale, limit: limit, expected: expected, allowsNegative: allowsNegative)
  }

  /// A whole number, or nil where the cell is blank.
  mutating func optionalCount(_ column: String, from least: Int64, expected: String) -> Int64? {
    if text(column).isEmpty { return nil }
    if case .success(let number) = NumberText.count(text(column), limit: Quantities.countLimit),
      number.value >= least
    {
      return number.value
    }
    note(
      .number(column: column, text: text(column).description.excerpt, expected: expected),
      in: column)
    return nil
  }

  /// Credits from 0 on, or nil where the cell is blank.
  mutating func optionalCredits(_ column: String) -> Credits? {
    optionalDecimal(
      column, scale: Credits.decimals, limit: Int128(Credits.rowLimit.microcredits),
      expected: "credits from 0 to \(Credits.rowLimit) with at most 6 decimals"
    ).map { Credits(microcredits: Int64($0)) }
  }

  /// USD from 0 on, or nil where the cell is blank.
  mutating func optionalUSD(_ column: String) -> Money? {
    optionalDecimal(
      column, scale: Money.decimals, limit: Money.rowLimit.attodollars,
      expected: "USD from 0 to \(Money.rowLimit)"
    ).map(Money.init(attodollars:))
  }

  /// A percentage from 0 to 100, or nil where the cell is blank.
  mutating func optionalShare(_ column: String) -> Percent? {
    optionalDecimal(
      column, scale: Percent.decimals, limit: 100 * powerOfTen(Percent.decimals),
      expected: "a percentage from 0 to 100 with at most 6 decimals"
    ).map { Percent(millionths: Int64($0)) }
  }

  /// A whole number of a range, or nil where the cell is blank.
  mutating func optionalNumber(_ column: String, _ range: ClosedRange<Int64>) -> Int? {
    let expected = "a whole number from \(range.lowerBound) to \(range.upperBound)"
    if text(column).isEmpty { return nil }
    if case .success(let number) = NumberText.count(text(column), limit: range.upperBound),
      range.contains(number.value)
    {
      return Int(number.value)
    }
    note(
      .number(column: column, text: text(column).description.excerpt, expected: expected),
      in: column)
    return nil
  }

  /// True, false, 1 or 0 in any case; a blank is false.
  package mutating func boolean(_ column: String) -> Bool {
    if text(column).isEmpty { return false }
    switch text(column).description.trimmedLowercase {
    case "true", "1": return true
    case "false", "0", "": return false
    default:
      let text = text(column).description.excerpt
      note(.unknownWord(column: column, text: text, expected: "true, false, 1 or 0"), in: column)
      return false
    }
  }

  /// A day, meaning midnight UTC, or an instant; nil where the cell is blank.
  package mutating func date(_ column: String) -> Instant? {
    let text = text(column)
    if text.isEmpty { return nil }
    do throws(InstantFault) {
      return try Instant(bookDate: text)
    } catch {
      note(.date(column: column, text: text.description.excerpt), in: column)
      return nil
    }
  }

  /// The row with its dates; nil when anything in it could not be read, which is then in `findings`.
  package mutating func dated<Value>(_ value: Value?) -> DatedRow<Value>? {
    let from = date("effective_from")
    let to = date("effective_to")
    let recordedAt = date("recorded_at")
    guard let value, !findings.contains(where: { $0.severity == .error }) else { return nil }
    return DatedRow(
      value: value, from: from ?? .distantPast, to: to, recordedAt: recordedAt, place: row.place)
  }
}

extension BookTable {
  /// Reads every row of a book by `read`, adding what is wrong to `faults`; rows with a fault are left out.
  static func datedRows<Value>(
    of bytes: [UInt8], file: String, required: [String], known: [String],
    faults: inout [Finding], _ read: (inout BookCells) -> Value?
  ) -> [DatedRow<Value>] {
    let table = BookTable(bytes, file: file, required: required, known: known, faults: &faults)
    var values: [DatedRow<Value>] = []
    for row in table.rows {
      var cells = BookCells(row, of: table)
      cells.checkTexts()
      let value = read(&cells)
      if let dated = cells.dated(value) { values.append(dated) }
      faults += cells.findings
    }
    return values
  }
}
