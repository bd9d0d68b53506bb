/// Text broken into lines at blanks.
enum Paragraph {
  /// Returns `text` in lines of at most `width` columns, the first after `first` blanks, the others after
  /// `hanging`.
  ///
  /// Words are never broken, so one that is wider than the width stands alone on its line.
  static func lines(_ text: String, width: Int, first: Int = 0, hanging: Int) -> [String] {
    var lines: [String] = []
    var line = String(repeating: " ", count: first)
    var isEmpty = true
    for word in text.split(separator: " ") {
      if !isEmpty && line.count + 1 + word.count > width {
        lines.append(line)
        line = String(repeating: " ", count: hanging)
        isEmpty = true
      }
      line += (isEmpty ? "" : " ") + word
      isEmpty = false
    }
    return lines + [line]
  }
}

/// Several things in one sentence.
enum Enumeration {
  /// Returns `a`, `a and b`, or `a, b and c`.
  static func text(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " and " + last
  }
}
