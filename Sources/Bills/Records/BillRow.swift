import Ledger

/// One record of a bill: the cells of the columns that its format reads, by the number of the column.
///
/// The bytes of cells are valid only while the record is read. Whatever is wrong with a cell is noted, and the cell then
/// reads as blank.
struct BillRow {
  /// A cell: its text without blanks around it, and its place.
  struct Cell {
    var text = Bytes(start: nil, count: 0)
    /// A number of JSON, not a text.
    var isNumber = false
    var line = 0
    /// The byte in its line, from 1.
    var column = 1

    var isBlank: Bool { text.isEmpty }
    var name: Name { Name(bytes: text) }
  }

  /// By the number of the column in the format.
  var cells: [Cell] = []
  /// The columns as their file names them.
  var titles: [String] = []
  /// The columns that the file has.
  var isThere: [Bool] = []
  var line = 0
  /// The zone of days and of times that name none.
  var zone = ReportingZone.utc
  /// How columns of an unknown format are read.
  var mapping: BillMapping?
  /// The number of the texts of the record among those of its file, if they have one, and its figures.
  var number: Int?
  var figures = FigureCells()
  /// The units in one of the quantity that was read last.
  private(set) var quantityFactor: Int64?
  /// The lines that the format made of the record.
  private(set) var lines: [RawBillLine] = []
  private(set) var faults: [PlacedBillFault] = []

  private var names = RepeatedTextCache<(name: Name, fault: NameFault?)>()
  var times = RepeatedTextCache<BillTime.Reading>()
  var meters = RepeatedTextCache<BillMeter>()
  var units = RepeatedTextCache<Int64?>()

  /// Forgets the record before.
  mutating func clear() {
    lines.removeAll(keepingCapacity: true)
    if !faults.isEmpty { faults = [] }
    quantityFactor = nil
  }

  /// Adds a line of the record.
  mutating func emit(_ line: RawBillLine) {
    lines.append(line)
    lines[lines.count - 1].line = self.line
  }

  mutating func note(_ fault: BillFault, in column: Int? = nil) {
    let cell = column.map { cells[$0] }
    let isThere = cell.map { $0.line > 0 } ?? false
    faults.append(
      PlacedBillFault(
        fault: fault, line: isThere ? cell?.line ?? line : line,
        column: isThere ? cell?.column ?? 1 : 1))
  }

  subscript<Column: BillColumn>(_ column: Column) -> Cell { cells[column.rawValue] }

  /// Returns true if the file has the column.
  func has<Column: BillColumn>(_ column: Column) -> Bool { isThere[column.rawValue] }

  /// The text of a cell as a string, for the few that are compared with words.
  func text<Column: BillColumn>(_ column: Column) -> String {
    String(decoding: cells[column.rawValue].text, as: UTF8.self)
  }

  // MARK: Names

  /// A text that names something, which keeps to the rules of ids.
  mutating func name<Column: BillColumn>(_ column: Column) -> Name { name(at: column.rawValue) }

  mutating func name(at column: Int) -> Name {
    let text = cells[column].text
    if text.isEmpty { return .empty }
    let cached = names.value(text, make: BillRow.checked)
    if let fault = cached.fault { note(.text(fault, column: titles[column]), in: column) }
    return cached.name
  }

  /// A free text.
  mutating func freeText<Column: BillColumn>(_ column: Column) -> Name {
    let text = cells[column.rawValue].text
    return text.isEmpty ? .empty : names.value(text, make: BillRow.checked).name
  }

  private static func checked(_ name: Name) -> (name: Name, fault: NameFault?) {
    (name, NameFault.unreadable(in: name.bytes, isName: true))
  }

  // MARK: Numbers

  /// A decimal; nil where it is blank.
  mutating func decimal<Column: BillColumn>(_ column: Column) -> PrintedDecimal? {
    decimal(at: column.rawValue)
  }

  mutating func decimal(at column: Int) -> PrintedDecimal? {
    let cell = cells[column]
    if cell.isBlank { return nil }
    switch PrintedDecimal.read(cell.text) {
    case .success(let value):
      guard let rounded = value.rounded(scale: 18),
        rounded.value.magnitude <= UInt128(powerOfTen(36))
      else {
        note(
          .number(.range, column: titles[column], text: cell.name.description), in: column)
        return nil
      }
      return value
    case .failure(let failure):
      note(
        .number(failure.fault, column: titles[column], text: cell.name.description), in: column)
      return nil
    }
  }

  /// An amount, which a line must have; 0 where it cannot be read.
  ///
  /// - Parameter power: −2 for cents.
  mutating func amount<Column: BillColumn>(_ column: Column, power: Int = 0) -> BillAmount {
    let cell = cells[column.rawValue]
    if cell.isBlank {
      note(.empty(column: titles[column.rawValue]), in: column.rawValue)
      return BillAmount(.zero)
    }
    guard let value = decimal(column) else { return BillAmount(.zero) }
    let amount = value.shifted(by: power)
    if amount.isBeyondLimit {
      note(
        .number(.range, column: titles[column.rawValue], text: cell.name.description),
        in: column.rawValue)
      return BillAmount(.zero)
    }
    return BillAmount(amount, isJSONNumber: cell.isNumber)
  }

  /// A quantity in blocks of `factor` units; nil where it is blank.
  mutating func quantity<Column: BillColumn>(
    _ column: Column, times factor: Int64 = 1
  ) -> BilledQuantity? {
    guard let value = decimal(column) else { return nil }
    quantityFactor = factor
    if let quantity = BilledQuantity(value, times: factor) { return quantity }
    note(
      .number(.scale, column: titles[column.rawValue], text: text(column)), in: column.rawValue)
    return nil
  }

  /// A whole number; nil where it is blank.
  mutating func count<Column: BillColumn>(_ column: Column) -> Int64? {
    guard let value = decimal(column) else { return nil }
    if let rounded = value.rounded(scale: 0), rounded.isExact,
      let count = Int64(exactly: rounded.value)
    {
      return count
    }
    note(
      .number(.fraction, column: titles[column.rawValue], text: text(column)),
      in: column.rawValue)
    return nil
  }
}

/// The columns that a format reads, numbered from 0.
protocol BillColumn: RawRepresentable, CaseIterable where RawValue == Int {
  /// Its names in files: letters and digits in lower case.
  var names: [String] { get }
}
