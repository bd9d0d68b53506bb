import Ledger

/// Writes CSV as RFC 4180 with LF line ends and no byte order mark.
///
/// Numbers are exact canonical decimals. Text that a spreadsheet would run as a formula gets one
/// `'` in front; numbers are written by their type and never touched.
package enum CSVText {
  /// Appends a text, neutralised and quoted where it has to be.
  package static func field(_ text: Name, to bytes: inout [UInt8]) {
    text.bytes.withUnsafeBufferPointer { field($0, to: &bytes) }
  }

  /// Appends a text, neutralised and quoted where it has to be.
  package static func field(_ text: Bytes, to bytes: inout [UInt8]) {
    let startsFormula = startsFormula(text)
    guard startsFormula || text.contains(where: needsQuotes) else {
      bytes.append(contentsOf: text)
      return
    }
    bytes.append(quote)
    if startsFormula { bytes.append(apostrophe) }
    for byte in text {
      if byte == quote { bytes.append(quote) }
      bytes.append(byte)
    }
    bytes.append(quote)
  }

  /// Appends one cell; a blank one is nothing.
  package static func cell(_ cell: Cell, to bytes: inout [UInt8]) {
    if let number = cell.number {
      DecimalText.append(number.value, scale: number.scale, to: &bytes)
      return
    }
    switch cell {
    case .text(let text): field(text, to: &bytes)
    case .day(let day): bytes.append(contentsOf: day.description.utf8)
    case .boolean(let isTrue): bytes.append(contentsOf: (isTrue ? "true" : "false").utf8)
    case .blank, .count, .money, .credits, .creditsSum, .seconds, .multiplier, .percent, .decimal:
      break
    }
  }

  /// Appends the cells of a row and the line end.
  package static func row(_ cells: [Cell], to bytes: inout [UInt8]) {
    for (index, cell) in cells.enumerated() {
      if index > 0 { bytes.append(comma) }
      self.cell(cell, to: &bytes)
    }
    bytes.append(lineFeed)
  }

  /// Appends the names of the columns and the line end.
  package static func header(_ columns: [Column], to bytes: inout [UInt8]) {
    row(columns.map { .text(Name($0.name)) }, to: &bytes)
  }

  private static let quote: UInt8 = 0x22
  private static let apostrophe: UInt8 = 0x27
  private static let comma: UInt8 = 0x2C
  private static let carriageReturn: UInt8 = 0x0D
  private static let lineFeed: UInt8 = 0x0A

  private static func needsQuotes(_ byte: UInt8) -> Bool {
    byte == comma || byte == quote || byte == lineFeed || byte == carriageReturn
  }

  /// Whether the text matches `^'*[=+\-@\t\r\n＝＋－＠]`.
  ///
  /// The apostrophes are part of it so that taking one away again gives the text back. See OWASP,
  /// CSV Injection, https://owasp.org/www-community/attacks/CSV_Injection.
  private static func startsFormula(_ text: Bytes) -> Bool {
    guard let start = text.firstIndex(where: { $0 != apostrophe }) else { return false }
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
    var bytes: [UInt8] = []
    bytes.reserveCapacity(chunkSize + 4 * 1024)
    CSVText.header(table.columns, to: &bytes)
    var cells: [Cell] = []
    for index in 0..<table.rowCount {
      table.put(rowAt: index, into: &cells)
      CSVText.row(cells, to: &bytes)
      if bytes.count >= chunkSize {
        try sink(bytes)
        bytes.removeAll(keepingCapacity: true)
      }
    }
    if !bytes.isEmpty { try sink(bytes) }
  }
}
