import Ledger

/// A row of an export of usage by bucket: texts by the name of their column or key.
///
/// What is wrong with a cell is noted in `findings`, and the cell then reads as blank.
struct BucketRow {
  let place: Place
  private let cells: [String: Cell]
  private(set) var findings: [Finding] = []
  /// Notes on anomalies of the row, for the reader of the bucket.
  private(set) var notes: [String] = []
  /// See `LedgerLayout.keptVendors`.
  var keptVendors: [String] = []

  /// A text and its place.
  struct Cell {
    let text: String
    let line: Int
    let column: Int
  }

  /// Sums over many requests may be large; a thousand times what one request may have.
  static let countLimit: Int64 = 1_000_000_000_000_000

  init(place: Place, cells: [String: Cell]) {
    self.place = place
    self.cells = cells
  }

  /// Returns true if the row has anything in a column other than `names`.
  func hasMore(than names: Set<String>) -> Bool {
    cells.contains { !names.contains($0.key) && !$0.value.text.isEmpty }
  }

  /// Returns true if the row has a column, be it blank.
  func has(_ column: String) -> Bool { cells[column] != nil }

  mutating func note(_ fault: BucketFault, in column: String? = nil) {
    let cell = column.flatMap { cells[$0] }
    let at = cell.map { Place(file: place.file, line: $0.line, column: $0.column) }
    findings.append(fault.finding(at: at ?? place))
  }

  /// The text of a column; nil where it is blank or not there.
  func text(_ column: String) -> String? {
    guard let text = cells[column]?.text, !text.isEmpty else { return nil }
    return text
  }

  /// A text that names something, which is held to the rules of ids; empty where it is blank.
  mutating func name(_ column: String) -> Name {
    let name = Name(text(column) ?? "")
    for fault in NameFault.faults(inName: name.bytes) {
      note(.text(fault, column: column), in: column)
    }
    return name
  }

  /// A whole number, also as dashboards write it, `10.0`; nil where it is blank.
  mutating func count(_ column: String) -> Int64? {
    guard let text = text(column) else { return nil }
    switch NumberText.count(Name(text), limit: BucketRow.countLimit) {
    case .success(let number): return number.value
    case .failure(let failure):
      note(.number(failure.fault, column: column, text: text), in: column)
      return nil
    }
  }

  /// An amount of USD; nil where it is blank.
  ///
  /// Gateways keep sums in binary floating point and write up to 17 digits of them: an amount of more than
  /// 18 decimals is left out with a note rather than rounded.
  mutating func money(_ column: String) -> Money? {
    guard let text = text(column) else { return nil }
    let plain = DecimalExponent.plain(text) ?? text
    let read = NumberText.decimal(
      Name(plain), scale: Money.decimals, limit: Money.totalLimit.attodollars, allowsNegative: true)
    switch read {
    case .success(let number): return Money(attodollars: number.value)
    case .failure(let failure) where failure.fault == .scale:
      notes.append("\(column) \(text) has more than 18 decimals; Assay omits it")
      return nil
    case .failure(let failure):
      note(.number(failure.fault, column: column, text: text), in: column)
      return nil
    }
  }

  /// True or false in any case; nil where it is blank.
  mutating func flag(_ column: String) -> Bool? {
    guard let text = text(column) else { return nil }
    switch folded(Array(text.utf8)) {
    case "true", "1": return true
    case "false", "0": return false
    default:
      note(.flag(column: column, text: text), in: column)
      return nil
    }
  }

  // MARK: Times

  /// Seconds since 1970.
  mutating func epoch(_ column: String) -> Instant? {
    guard let text = text(column) else {
      note(.noTime(column: column), in: column)
      return nil
    }
    guard case .success(let seconds) = NumberText.count(Name(text), limit: 1 << 33) else {
      note(.notSeconds(column: column, text: text), in: column)
      return nil
    }
    return held(Instant(nanoseconds: seconds.value * Instant.nanosecondsPerSecond), column, text)
  }

  /// An RFC 3339 time.
  mutating func instant(_ column: String) -> Instant? {
    guard let text = text(column) else {
      note(.noTime(column: column), in: column)
      return nil
    }
    do throws(InstantFault) { return held(try Instant(bookDate: Name(text)), column, text) } catch {
      note(.time(error, column: column, text: text), in: column)
      return nil
    }
  }

  /// A UTC day, as `2026-08-05` or its midnight.
  mutating func day(_ column: String) -> Validity? {
    guard let text = text(column) else {
      note(.noTime(column: column), in: column)
      return nil
    }
    let rest = text.dropFirst(10).filter { $0.isNumber && $0 != "0" || $0 == "+" || $0 == "-" }
    guard let day = Day(String(text.prefix(10))), rest.isEmpty else {
      note(.time(.zone, column: column, text: text), in: column)
      return nil
    }
    guard let start = held(Instant(startOf: day), column, text) else { return nil }
    return Validity(from: start, to: Instant(startOf: day + 1))
  }

  private mutating func held(_ instant: Instant, _ column: String, _ text: String) -> Instant? {
    if InstantText.window.contains(instant) { return instant }
    note(.time(.window, column: column, text: text), in: column)
    return nil
  }

  /// The span from one instant to another, which must be later.
  mutating func span(from start: Instant?, to end: Instant?) -> Validity? {
    guard let start, let end else { return nil }
    guard start < end else {
      note(.endNotAfterStart)
      return nil
    }
    return Validity(from: start, to: end)
  }

  // MARK: Parts

  /// Returns `whole` less its `parts`.
  ///
  /// Parts that exceed the whole are noted, and the result is 0.
  mutating func rest(
    of whole: (column: String, value: Int64), without parts: [(column: String, value: Int64)]
  ) -> Int64 {
    let sum = parts.reduce(0) { $0 + $1.value }
    if sum <= whole.value { return whole.value - sum }
    let name = parts.filter { $0.value > 0 }.map(\.column).joined(separator: " + ")
    note(
      .parts(part: name, value: sum, whole: whole.column, of: whole.value), in: whole.column)
    notes.append("\(name) \(sum) > \(whole.column) \(whole.value)")
    return 0
  }
}
