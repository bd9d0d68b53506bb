import Ledger

/// Writes CSV as RFC 4180 with LF line ends and no byte order mark.
///
/// Numbers are exact canonical decimals. Text that a spreadsheet would run as a formula gets one
/// `'` in front; numbers are written by their type and never touched.
package enum CSVText {
  /// Puts a text, neutralised and quoted where it has to be.
  package static func put(_ text: Name, into room: inout ByteBuilder) {
    text.bytes.withUnsafeBufferPointer { put($0, into: &room) }
  }

  /// Puts a text, neutralised and quoted where it has to be.
  package static func put(_ text: Bytes, into room: inout ByteBuilder) {
    let startsFormula = startsFormula(text)
    guard startsFormula || hasToBeQuoted(text) else { return room.put(text) }
    putQuoted(text, afterApostrophe: startsFormula, into: &room)
  }

  private static func putQuoted(
    _ text: Bytes, afterApostrophe: Bool, into room: inout ByteBuilder
  ) {
    room.put(byte: quote)
    if afterApostrophe { room.put(byte: apostrophe) }
    for byte in text {
      if byte == quote { room.put(byte: quote) }
      room.put(byte: byte)
    }
    room.put(byte: quote)
  }

  /// Puts one cell; a blank one is nothing.
  package static func put(_ cell: Cell, into room: inout ByteBuilder) {
    switch cell {
    case .blank: break
    case .text(let text): put(text, into: &room)
    case .day(let day): room.put(day.description)
    case .boolean(let isTrue): room.put(isTrue ? "true" : "false")
    case .shownMoney(let value, let decimals): room.put(shown(value, decimals: decimals))
    case .count, .money, .credits, .creditsSum, .seconds, .multiplier, .percent, .decimal:
      guard let number = cell.number else { preconditionFailure("such a cell holds a number") }
      room.put(number.value, scale: number.scale)
    }
  }

  /// The number `value` × 10⁻ᵈᵉᶜⁱᵐᵃˡˢ with all its decimals.
  private static func shown(_ value: Int128, decimals: Int) -> String {
    let (whole, fraction) = value.magnitude
      .quotientAndRemainder(dividingBy: UInt128(powerOfTen(decimals)))
    let digits = String(fraction)
    let zeros = String(repeating: "0", count: decimals - digits.count)
    return "\(value < 0 ? "-" : "")\(whole)" + (decimals == 0 ? "" : "." + zeros + digits)
  }

  /// Puts the cells of a row and the line end.
  package static func put(_ cells: [Cell], into room: inout ByteBuilder) {
    for index in cells.indices {
      if index > 0 { room.put(byte: comma) }
      put(cells[index], into: &room)
    }
    room.put(byte: lineFeed)
  }

  /// Puts the names of the columns and the line end.
  package static func putHeader(_ columns: [Column], into room: inout ByteBuilder) {
    put(columns.map { .text(Name($0.name)) }, into: &room)
  }

  /// Returns the cells as they are in a row, without a line end.
  package static func bytes(_ cells: [Cell]) -> [UInt8] {
    var room = ByteBuilder()
    put(cells, into: &room)
    return Array(room.bytes.dropLast())
  }

  /// Returns a cell as text.
  package static func string(_ cell: Cell) -> String {
    var room = ByteBuilder()
    put(cell, into: &room)
    return String(decoding: room.bytes, as: UTF8.self)
  }

  /// Returns a text as a field of a row that a sentence proposes: quoted where it has to be, but as it is, since the
  /// row goes into a book and not into a spreadsheet.
  package static func field(_ text: Name) -> String {
    let bytes = text.bytes
    return bytes.withUnsafeBufferPointer { bytes in
      guard hasToBeQuoted(bytes) else { return text.description }
      var room = ByteBuilder()
      putQuoted(bytes, afterApostrophe: false, into: &room)
      return String(decoding: room.bytes, as: UTF8.self)
    }
  }

  private static let quote: UInt8 = 0x22
  private static let apostrophe: UInt8 = 0x27
  private static let comma: UInt8 = 0x2C
  private static let carriageReturn: UInt8 = 0x0D
  private static let lineFeed: UInt8 = 0x0A

  private static func hasToBeQuoted(_ text: Bytes) -> Bool {
    for byte in text
    where byte == comma || byte == quote || byte == lineFeed || byte == carriageReturn {
      return true
    }
    return false
  }

  /// True if a spreadsheet may run a text as a formula.
  package static func startsFormula(_ text: String) -> Bool {
    Array(text.utf8).withUnsafeBufferPointer(startsFormula)
  }

  /// True if the text matches `^'*[=+\-@\t\r\n＝＋－＠]`.
  ///
  /// The apostrophes are part of it so that taking one away again gives the text back. See OWASP,
  /// CSV Injection, https://owasp.org/www-community/attacks/CSV_Injection.
  private static func startsFormula(_ text: Bytes) -> Bool {
    var start = 0
    while start < text.count && text[start] == apostrophe { start += 1 }
    guard start < text.count else { return false }
    switch text[start] {
    case 0x3D, 0x2B, 0x2D, 0x40, 0x09, 0x0D, 0x0A:
      return true
    case 0xEF:  // Full-width = + - @ are U+FF1D, U+FF0B, U+FF0D and U+FF20.
      let rest = text[(start + 1)...].prefix(2)
      return [[0xBC, 0x9D], [0xBC, 0x8B], [0xBC, 0x8D], [0xBC, 0xA0]].contains(Array(rest))
    default:
      return false
    }
  }
}

/// Writes a whole table as a CSV file.
package enum CSVFile {
  /// Passes the header and the rows of `table` to `sink`, in chunks of about 256 KiB that end with
  /// a row.
  package static func write(_ table: Table, sink: ([UInt8]) throws -> Void) rethrows {
    let chunkSize = 256 * 1024
    var text = ByteBuilder(capacity: chunkSize + 4 * 1024)
    CSVText.putHeader(table.columns, into: &text)
    var cells: [Cell] = []
    for index in 0..<table.rowCount {
      table.put(rowAt: index, into: &cells)
      CSVText.put(cells, into: &text)
      if text.count >= chunkSize {
        try sink(Array(text.bytes))
        text.removeAll()
      }
    }
    if text.count > 0 { try sink(Array(text.bytes)) }
  }
}
