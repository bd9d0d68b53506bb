extension StringProtocol {
  /// The columns that a terminal takes to show the text: two for a wide letter of East Asia, none for a
  /// mark that is on the letter before it.
  package var displayWidth: Int {
    unicodeScalars.reduce(0) { $0 + $1.displayWidth }
  }

  /// The longest beginning that takes at most `width` columns.
  func beginning(width: Int) -> SubSequence {
    var columns = 0
    return prefix {
      columns += String($0).displayWidth
      return columns <= width
    }
  }

  /// The longest end that takes at most `width` columns.
  func ending(width: Int) -> SubSequence {
    var columns = 0
    let count = reversed().prefix {
      columns += String($0).displayWidth
      return columns <= width
    }.count
    return suffix(count)
  }
}

extension Unicode.Scalar {
  fileprivate var displayWidth: Int {
    if value < 0x300 { return 1 }
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: return isWide ? 2 : 1
    }
  }

  /// True if the scalar is Wide or Fullwidth, by blocks of EastAsianWidth.txt of Unicode.
  private var isWide: Bool {
    switch value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x3247, 0x3250...0x4DBF, 0x4E00...0xA4CF,
      0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F,
      0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF, 0x1F300...0x1F64F,
      0x1F680...0x1F6FF, 0x1F900...0x1F9FF, 0x1FA70...0x1FAFF, 0x20000...0x3FFFD:
      true
    default: false
    }
  }
}
