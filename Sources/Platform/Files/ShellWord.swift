import Ledger

/// A text as it has to be typed into a shell.
package enum ShellWord {
  /// The text as one word: bare where a shell takes it as it is, else in quotes.
  package static func word(_ text: String) -> String {
    let isBare = text.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || $0.properties.numericType != nil
        || "_-./:=@%+,".unicodeScalars.contains($0)
    }
    return isBare && !text.isEmpty ? text : quoted(text)
  }

  /// A path as one word, which no program takes for an option.
  package static func path(_ path: String) -> String {
    word(path.hasPrefix("-") ? "./" + path : path)
  }

  /// The text in quotes; what a terminal does not show is spelled out in those of `$'…'`, which bash and zsh read.
  package static func quoted(_ text: String) -> String {
    if text.unicodeScalars.contains(where: \.isUnsafe) { return "$'" + spelled(text) + "'" }
    return "'"
      + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
      + "'"
  }

  private static func spelled(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { word, scalar in
      switch scalar {
      case "'": word += "\\'"
      case "\\": word += "\\\\"
      case "\n": word += "\\n"
      case _ where scalar.isUnsafe:
        // By its bytes, which mean the same in every locale.
        for byte in String(scalar).utf8 { word += "\\x" + hexadecimal(UInt32(byte), width: 2) }
      default: word.unicodeScalars.append(scalar)
      }
    }
  }
}
