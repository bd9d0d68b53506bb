import Ledger

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
    "[U+" + hexadecimal(scalar.value, width: 4) + "]"
  }

  /// Controls, marks without width or of direction, choices between forms of a character, and what Unicode calls
  /// no character.
  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isControl || scalar.isHidden { return true }
    return switch scalar.value {
    case 0xFFF9...0xFFFB, 0xFDD0...0xFDEF, 0xE0080...0xE0FFF: true
    default: scalar.value & 0xFFFE == 0xFFFE
    }
  }
}
