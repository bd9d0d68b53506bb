/// Text from files as a terminal may show it.
enum SafeText {
  /// Returns `text` with everything that could move the cursor or turn the direction spelled out.
  static func safe(_ text: String) -> String {
    var safe = ""
    for scalar in text.unicodeScalars {
      let value = scalar.value
      let isControl = value < 0x20 || (0x7F...0x9F).contains(value)
      let isHidden =
        (0x200B...0x200F).contains(value) || (0x202A...0x202E).contains(value)
        || (0x2066...0x2069).contains(value)
      if isControl || isHidden {
        safe += "\\u{" + String(value, radix: 16) + "}"
      } else {
        safe.unicodeScalars.append(scalar)
      }
    }
    return safe
  }
}
