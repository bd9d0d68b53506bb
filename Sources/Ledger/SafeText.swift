/// Text from files, folders and arguments as a terminal may show it.
package enum SafeText {
  /// Returns `text` with everything that could move the cursor or turn the direction spelled out.
  package static func safe(_ text: String) -> String {
    var safe = ""
    for scalar in text.unicodeScalars {
      if scalar.isUnsafe {
        safe += spelled(scalar)
      } else {
        safe.unicodeScalars.append(scalar)
      }
    }
    return safe
  }

  /// Returns `text` safe, and each word of it cut that is longer than a person reads: paths of the system have up to
  /// 4,096 bytes, and what is typed has no limit.
  package static func brief(_ text: String) -> String {
    if text.utf8.count <= longestWord { return safe(text) }
    let words = text.split(separator: " ", omittingEmptySubsequences: false).map { word in
      word.utf8.count <= longestWord ? String(word) : String(word.prefix(longestWord / 2)) + "…"
    }
    return safe(words.joined(separator: " "))
  }

  private static let longestWord = 1_024

  /// Returns the number of a scalar as in `\u{1b}`.
  package static func spelled(_ scalar: Unicode.Scalar) -> String {
    "\\u{" + String(scalar.value, radix: 16) + "}"
  }
}
