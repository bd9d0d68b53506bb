import Ledger

/// Text from files, folders and arguments as a terminal may show it.
enum SafeText {
  /// Returns `text` with everything that could move the cursor or turn the direction spelled out.
  static func safe(_ text: String) -> String {
    var safe = ""
    for scalar in text.unicodeScalars {
      if scalar.isUnsafe {
        safe += "\\u{" + String(scalar.value, radix: 16) + "}"
      } else {
        safe.unicodeScalars.append(scalar)
      }
    }
    return safe
  }
}
