extension String {
  /// The text as a message quotes it: whole, or its first 64 characters where it is longer.
  package var excerpt: String {
    utf8.count <= 64 ? self : String(String.UnicodeScalarView(unicodeScalars.prefix(64))) + "…"
  }
}
