/// Breaks sentences into lines.
enum TextWrap {
  /// Returns the words of `text` on lines of at most `width` columns, the first after `start`, the
  /// others after as many blanks or after `hanging`.
  ///
  /// A word wider than a line stands alone and whole, and a number keeps its unit beside it, as words
  /// do that a no-break space joins.
  static func lines(_ text: String, after start: String, hanging: Int? = nil, width: Int)
    -> [String]
  {
    let indent = String(repeating: " ", count: hanging ?? start.count)
    var lines: [String] = []
    var line = start
    var isEmpty = true
    for word in words(of: text) {
      if !isEmpty && line.count + 1 + word.count > width {
        lines.append(line)
        line = indent
        isEmpty = true
      }
      line += (isEmpty ? "" : " ") + word
      isEmpty = false
    }
    return lines + [line]
  }

  /// What may not be torn apart, with plain blanks in it.
  private static func words(of text: String) -> [String] {
    var words: [String] = []
    for word in text.split(separator: " ").map(String.init) {
      if let last = words.last, last.last?.isNumber == true, units.contains(where: word.hasPrefix) {
        words[words.count - 1] = last + " " + word
      } else {
        words.append(word)
      }
    }
    return words.map { String($0.map { $0 == "\u{A0}" ? " " : $0 }) }
  }

  private static let units = ["%", "USD", "credits", "points"]
}
