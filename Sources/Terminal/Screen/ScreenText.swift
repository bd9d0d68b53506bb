extension [String] {
  /// The lines as one text, each with a line feed at its end.
  package var text: String { map(ScreenSafety.line).joined(separator: "\n") + "\n" }
}

extension [[String]] {
  /// The blocks of lines as one text, a blank line between them; those without a line are left out.
  package var text: String {
    filter { !$0.isEmpty }.map { $0.map(ScreenSafety.line).joined(separator: "\n") }
      .joined(separator: "\n\n") + "\n"
  }
}
