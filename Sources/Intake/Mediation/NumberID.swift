import Ledger

/// Ids that are whole numbers, of which a spreadsheet drops leading zeros and digits after the fifteenth, and a data frame
/// adds `.0`.
package enum NumberID {
  /// The digits of such an id without zeros before them and `.0` after them; nil for any other text.
  package static func digits(_ id: Bytes) -> Bytes? {
    var end = 0
    while end < id.count, isDigit(id[end]) { end += 1 }
    guard end > 0 else { return nil }
    if end < id.count {
      guard id[end] == 0x2E, end + 1 < id.count, id[(end + 1)...].allSatisfy({ $0 == 0x30 })
      else { return nil }
    }
    var start = 0
    while start + 1 < end, id[start] == 0x30 { start += 1 }
    return Bytes(rebasing: id[start..<end])
  }

  /// Returns true if an id may have zeros to drop, or zeros that a spreadsheet wrote for digits.
  ///
  /// The first byte decides for most ids.
  @inline(__always)
  package static func mayHaveZeros(_ id: Bytes) -> Bool {
    id.count > 1 && isDigit(id[0]) && (id[id.count &- 1] == 0x30 || id[0] == 0x30)
  }

  /// Returns true if digits are 15 and then at least 2 zeros.
  ///
  /// A spreadsheet leaves such digits of a longer number.
  package static func isRounded(_ digits: Bytes) -> Bool {
    digits.count >= longNumber && digits[spreadsheetDigits...].allSatisfy { $0 == 0x30 }
  }

  /// Of numbers with this many digits hardly one in a hundred ends so by itself.
  package static let longNumber = 17
  /// The number of digits that spreadsheets keep of a number.
  private static let spreadsheetDigits = 15

  @inline(__always)
  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
}

/// Rows of a block whose request ids look as if a spreadsheet had rounded them.
package struct RoundedIDs {
  package private(set) var count: Int64 = 0
  /// The first of them in the block.
  package private(set) var first: Int?

  mutating func add(_ row: Int) {
    first = first ?? row
    count += 1
  }

  /// The hash of the id of a row, the same for numbers that differ in zeros before them or `.0` behind: they are
  /// candidates, to be compared with each other.
  @inline(__always)
  mutating func hash(_ id: Bytes, ofRow row: Int) -> UInt64 {
    NumberID.mayHaveZeros(id) ? hashOfNumber(id, row) : ByteHash.hash(id)
  }

  @inline(never)
  private mutating func hashOfNumber(_ id: Bytes, _ row: Int) -> UInt64 {
    guard let digits = NumberID.digits(id) else { return ByteHash.hash(id) }
    if NumberID.isRounded(digits) { add(row) }
    return ByteHash.hash(digits)
  }
}
