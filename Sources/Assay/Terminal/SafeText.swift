import Ledger

/// Text from files, folders and arguments as a terminal may show it.
enum SafeText {
  /// Returns `text` with everything that could move the cursor or turn the direction spelled out.
  static func safe(_ text: String) -> String {
    var safe = ""
    for scalar in text.unicodeScalars {
      if SafeText.isUnsafe(scalar) {
        safe += "\\u{" + String(scalar.value, radix: 16) + "}"
      } else {
        safe.unicodeScalars.append(scalar)
      }
    }
    return safe
  }

  /// Whether a terminal does something else with `scalar` than to show it: controls, marks of no width
  /// and of direction.
  static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isControl || scalar.isHidden
  }
}
