extension StringProtocol {
  /// The text without blanks at its end.
  package var trimmedAtEnd: String { String(reversed().drop { $0 == " " }.reversed()) }

  /// The text without blanks at its ends.
  package var trimmed: String { drop { $0 == " " }.trimmedAtEnd }
}

extension String {
  /// The text with blanks after it up to `width` columns, and at least one.
  package func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(1, width - displayWidth))
  }

  /// The text with blanks before it up to `width` columns.
  package func leftPadded(to width: Int) -> String {
    String(repeating: " ", count: max(0, width - displayWidth)) + self
  }
}
