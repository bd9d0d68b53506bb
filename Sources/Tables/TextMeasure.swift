/// The widths of texts in Calibri, so that lines are broken where a cell ends.
package enum TextMeasure {
  /// Returns the width of a text in hundredths of a digit.
  package static func hundredths(_ text: some StringProtocol) -> Int {
    text.unicodeScalars.reduce(0) { $0 + hundredths($1) }
  }

  /// Calibri's advances (as Carlito's); characters of other scripts count as two digits.
  private static func hundredths(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case 0x20..<0x7F: Int(ascii[Int(scalar.value) - 0x20])
    case 0xA0, 0x2026: 45 + Int(scalar.value & 0x20) * 3
    case 0xA1..<0x1100, 0x2010...0x2015, 0x2212: 105
    default: 200
    }
  }

  /// From the blank to the tilde.
  private static let ascii: [UInt8] = [
    45, 64, 79, 98, 100, 141, 135, 44, 60, 60, 98, 98, 49, 60, 50, 76,  // blank to /
    100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 53, 53, 98, 98, 98, 91,  // 0 to ?
    176, 114, 107, 105, 121, 96, 91, 124, 123, 50, 63, 103, 83, 169, 127, 131,  // @ to O
    102, 133, 107, 91, 96, 127, 112, 176, 102, 96, 92, 61, 76, 61, 98, 98,  // P to _
    57, 94, 104, 83, 104, 98, 60, 93, 104, 45, 47, 90, 45, 158, 104, 104,  // ` to o
    104, 104, 69, 77, 66, 104, 89, 141, 85, 89, 78, 62, 91, 62, 98,  // p to ~
  ]
}
