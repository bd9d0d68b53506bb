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
