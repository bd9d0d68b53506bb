import Ledger

/// Checks that a text is UTF-8, and holds nothing that hides, misleads or breaks lines.
enum TextCheck {
  /// Returns the first thing wrong with the UTF-8 text of a cell of `column`; nil when nothing is.
  static func fault(in bytes: [UInt8], column: LedgerColumn) -> RowFault? {
    let content = column.content
    for scalar in scalars(bytes) {
      if scalar == 0xFEFF { return .byteOrderMark }
      if isControl(scalar) && !(scalar == 0x09 && content.mayHaveBlanks) {
        return .control(scalar: scalar, column: column)
      }
      if content.isText && isHidden(scalar) { return .hidden(scalar: scalar, column: column) }
    }
    return nil
  }

  private static func scalars(_ bytes: [UInt8]) -> some Sequence<UInt32> {
    String(decoding: bytes, as: UTF8.self).unicodeScalars.lazy.map(\.value)
  }

  /// C0, DEL and C1.
  private static func isControl(_ scalar: UInt32) -> Bool {
    scalar < 0x20 || (scalar >= 0x7F && scalar <= 0x9F)
  }

  /// Zero-width and bidirectional marks, which make two ids look like one.
  private static func isHidden(_ scalar: UInt32) -> Bool {
    (0x200B...0x200F).contains(scalar) || (0x202A...0x202E).contains(scalar)
      || (0x2060...0x2069).contains(scalar) || scalar == 0x061C || scalar == 0x00AD
  }

  /// Returns the first byte that is no part of a well-formed character; nil when all are.
  static func firstByteThatIsNotUTF8(_ bytes: [UInt8]) -> UInt8? {
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var index = 0
    while true {
      switch decoder.decode(&iterator) {
      case .scalarValue(let scalar): index += UTF8.width(scalar)
      case .emptyInput: return nil
      case .error: return index < bytes.count ? bytes[index] : bytes.last
      }
    }
  }
}

extension LedgerColumn.Content {
  /// Numbers may have blanks and tabs around them, which are dropped with a warning.
  fileprivate var mayHaveBlanks: Bool {
    switch self {
    case .quantity, .cost, .multiplier, .credits: true
    case .id, .time, .name: false
    }
  }
}
