/// Text in lines no wider than asked, broken only between words.
///
/// A path, an id or a command is one word, however long: what can be clicked or copied stays whole.
package enum Wrapping {
  /// Returns the lines of `text`: the first after `first`, the others after `hanging` blanks, or as many
  /// as `first` is wide.
  package static func lines(
    _ text: String, after first: String = "", hanging: Int? = nil, width: Int
  ) -> [String] {
    lines(
      words(text, width: width), after: first, hanging: hanging ?? first.displayWidth, width: width)
  }

  /// Returns the lines of `words`, each of which stays whole.
  package static func lines(
    _ words: [Substring], after first: String, hanging: Int, width: Int
  ) -> [String] {
    let indent = String(repeating: " ", count: hanging)
    var lines: [String] = []
    var line = first
    var columns = first.displayWidth
    var isBlank = true
    for word in words {
      // The first word stands beside what the line begins with, whatever the width.
      let wordColumns = word.displayWidth
      if !isBlank && columns + 1 + wordColumns > width {
        lines.append(line)
        line = indent + word
        columns = hanging + wordColumns
      } else {
        line += (isBlank ? "" : " ") + word
        columns += (isBlank ? 0 : 1) + wordColumns
      }
      isBlank = false
    }
    return lines + [line]
  }

  /// The words of a text; what is in quotes or in brackets is one word, unless it is long, and a number
  /// is one with its unit.
  private static func words(_ text: String, width: Int) -> [Substring] {
    let parts = text.split(separator: " ", omittingEmptySubsequences: false)
    var words: [Substring] = []
    var at = parts.startIndex
    while at < parts.endIndex {
      let whole = parts[at...].indices.lazy.map { text[parts[at].startIndex..<parts[$0].endIndex] }
        .prefix { (part: Substring) in part.displayWidth <= width / 2 }.first { !$0.isOpen }
      let word = whole ?? parts[at]
      at += word.count { $0 == " " } + 1
      if let last = words.last, last.last?.isNumber == true, units.contains(where: word.hasPrefix) {
        words[words.count - 1] = text[last.startIndex..<word.endIndex]
      } else {
        words.append(word)
      }
    }
    return words
  }

  private static let units = ["%", "USD", "credits", "points"]
}

extension Substring {
  /// True if a quote or a bracket is open at the end.
  fileprivate var isOpen: Bool {
    count { $0 == "\"" } % 2 == 1 || count { $0 == "(" } > count { $0 == ")" }
  }
}
