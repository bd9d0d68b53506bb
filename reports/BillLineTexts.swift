import Bills
import Ledger
import Tables

/// Writes the lines of `bill-lines.csv`: of one that is like an earlier line only the figures are made anew.
package struct BillLineTexts: ~Copyable {
  /// The texts of all lines with a number, one after another.
  private var parts = ByteBuilder(capacity: 64 * 1024)
  /// By the number of a line; one without has no texts.
  private var places: [Parts] = []
  private var times = PeriodTexts()
  private var tolerance = (value: Tolerance.zero, text: ShortText(Array("0".utf8)))

  package init() {}

  /// The ends of the texts of a line without its figures, each with the commas around it.
  private struct Parts {
    var start = 0
    var bill = 0
    var conditions = 0
    var currency = 0
    var texts = 0
    var file = 0
  }

  /// Puts a line.
  package mutating func put(_ given: borrowing ListedBillLine, into room: inout ByteBuilder) {
    switch given {
    case .line(let line, let number):
      CSVText.put(BillLinesTable.cells(of: line), into: &room)
      if let number { remember(line, number) }
    case .again(let line): put(line, into: &room)
    }
  }

  private mutating func remember(_ line: BillLine, _ number: Int) {
    while places.count <= number { places.append(Parts()) }
    var place = Parts()
    place.start = parts.count
    place.bill = append(BillLinesTable.bill(line), after: false)
    place.conditions = append(BillLinesTable.conditions(line))
    place.currency = append([.text(line.currency)])
    place.texts = append(BillLinesTable.texts(line))
    place.file = append([.text(Name(line.place.file))])
    places[number] = place
  }

  /// Appends cells with a comma before and after them; returns where they end.
  private mutating func append(_ cells: [Cell], after hasCells: Bool = true) -> Int {
    if hasCells { parts.put(byte: comma) }
    parts.put(CSVText.bytes(cells))
    parts.put(byte: comma)
    return parts.count
  }

  private mutating func put(_ line: RecurringBillLine, into room: inout ByteBuilder) {
    let place = places[line.number]
    put(place.start, place.bill, into: &room)
    times.put(line.period, into: &room)
    put(place.bill, place.conditions, into: &room)
    if let quantity = line.quantity {
      room.put(quantity.attounits, scale: BilledQuantity.decimals)
    }
    room.put(byte: comma)
    line.amountAsBilled.put(into: &room)
    put(place.conditions, place.currency, into: &room)
    room.put(line.amount.attodollars, scale: Money.decimals)
    room.put(byte: comma)
    if line.tolerance != tolerance.value {
      tolerance = (line.tolerance, ShortText(Array(line.tolerance.text.utf8)))
    }
    tolerance.text.put(into: &room)
    put(place.currency, place.texts, into: &room)
    room.put(line.standing.name)
    put(place.texts, place.file, into: &room)
    room.put(Int128(line.line), scale: 0)
    room.put(byte: lineFeed)
  }

  /// Puts the texts between two places.
  @inline(__always)
  private func put(_ start: Int, _ end: Int, into room: inout ByteBuilder) {
    room.put(Bytes(rebasing: parts.bytes[start..<end]))
  }
}

/// The texts of periods, as long as others with the same place do not come between.
private struct PeriodTexts {
  private var entries: [(period: Validity, text: ShortText)?] = Array(repeating: nil, count: 64)

  mutating func put(_ period: Validity, into room: inout ByteBuilder) {
    let day = period.from.nanoseconds / Instant.nanosecondsPerDay
    let place = Int(truncatingIfNeeded: day) & (entries.count - 1)
    if let entry = entries[place], entry.period == period { return entry.text.put(into: &room) }
    let text = ShortText(CSVText.bytes(BillLinesTable.times(period)))
    entries[place] = (period, text)
    text.put(into: &room)
  }
}

/// A text of at most 64 bytes, such as two times or an amount, which needs no memory of its own.
private struct ShortText {
  private var bytes = SIMD64<UInt8>()
  private let count: Int

  init(_ text: [UInt8]) {
    precondition(text.count <= bytes.scalarCount, "two times or 54 decimals are shorter")
    count = text.count
    for (index, byte) in text.enumerated() { bytes[index] = byte }
  }

  @inline(__always)
  func put(into room: inout ByteBuilder) {
    withUnsafeBytes(of: bytes) { bytes in
      room.put(Bytes(rebasing: bytes.bindMemory(to: UInt8.self)[..<count]))
    }
  }
}

private let comma: UInt8 = 0x2C
private let lineFeed: UInt8 = 0x0A

extension PrintedDecimal {
  /// Puts the number as `text` has it, as a text of a CSV: with a sign it might be a formula.
  fileprivate func put(into room: inout ByteBuilder) {
    guard let plain, !isNegative else { return CSVText.put(text, into: &room) }
    room.put(plain, decimals: decimals)
  }
}
