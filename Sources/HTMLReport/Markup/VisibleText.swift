/// Makes characters visible that would hide, reorder or break the text around them.
///
/// Ledgers and books may hold any text: a name with a right-to-left override must not turn a sentence
/// round, and one with a zero-width space must not look like another.
enum VisibleText {
  /// Returns the text with `[U+202E]` and the like for what cannot be seen.
  static func text(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isHidden) else { return text }
    return text.unicodeScalars.reduce(into: "") { visible, scalar in
      if isHidden(scalar) {
        visible += mark(scalar)
      } else {
        visible.unicodeScalars.append(scalar)
      }
    }
  }

  private static func mark(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "[U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "]"
  }

  /// Controls, marks of direction, things without width, separators of lines, and what Unicode calls no
  /// character.
  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x00...0x1F, 0x7F...0x9F, 0xAD, 0x061C, 0x180E: true
    case 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB: true
    case 0xFDD0...0xFDEF, 0xE0000...0xE0FFF: true
    default: scalar.value & 0xFFFE == 0xFFFE
    }
  }
}
