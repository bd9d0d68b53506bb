/// A text as it has to be typed into a shell.
enum ShellWord {
  /// The text as one word: bare where a shell takes it as it stands, else in quotes.
  static func word(_ text: String) -> String {
    let isBare = text.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || $0.properties.numericType != nil
        || "_-./:=@%+,".unicodeScalars.contains($0)
    }
    return isBare && !text.isEmpty ? text : quoted(text)
  }

  /// A path as one word, which no program takes for an option.
  static func path(_ path: String) -> String { word(path.hasPrefix("-") ? "./" + path : path) }

  /// The text in quotes.
  static func quoted(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
      + "'"
  }
}
