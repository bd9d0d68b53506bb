import Ledger

/// The last filter for every text on its way to a standard stream.
///
/// No text from a file, a name or a setting can move the cursor, set a colour or turn the writing
/// direction, even if a caller forgot to make it safe.
///
/// Callers use `SafeText` if a width counts or a line feed could begin a line.
enum ScreenSafety {
  /// The escape that starts a colour of Assay.
  ///
  /// No input can have it: behind ESC are eight random marks, which take no column and are not sent.
  static let escape = "\u{1B}" + key

  private static let key = String(
    String.UnicodeScalarView(
      (0..<8).compactMap { _ in Unicode.Scalar(UInt32.random(in: 0xE0100...0xE01EF)) }))

  /// Returns `text` as it is sent: with Assay's own escapes, and everything else unsafe but line feeds spelled out.
  static func safe(_ text: String) -> String {
    safe(text, keepsKey: false) { $0.isUnsafe && $0 != "\n" }
  }

  /// Returns one line as the last gate is to get it: a line feed in it is spelled out as well.
  static func line(_ text: String) -> String { safe(text, keepsKey: true, where: \.isUnsafe) }

  private static func safe(
    _ text: String, keepsKey: Bool, where isUnsafe: (Unicode.Scalar) -> Bool
  ) -> String {
    if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return text }
    if !text.unicodeScalars.contains(where: isUnsafe) { return text }
    var safe = String.UnicodeScalarView()
    var rest = text.unicodeScalars[...]
    while let scalar = rest.first {
      if scalar == "\u{1B}", rest.starts(with: escape.unicodeScalars) {
        if keepsKey { safe.append(contentsOf: escape.unicodeScalars) } else { safe.append(scalar) }
        rest.removeFirst(escape.unicodeScalars.count)
        continue
      }
      if isUnsafe(scalar) {
        safe.append(contentsOf: SafeText.spelled(scalar).unicodeScalars)
      } else {
        safe.append(scalar)
      }
      rest.removeFirst()
    }
    return String(safe)
  }
}
