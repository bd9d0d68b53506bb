import Ledger

/// Makes texts fit for a cell of a workbook.
package enum SheetText {
  /// The most UTF-16 units that a cell holds.
  package static let limit = 32_767

  /// Returns the text of a cell with escapes for what XML cannot hold, cut where it is too long.
  ///
  /// A control character becomes `_x0001_`, and a text that looks like such an escape has its first
  /// `_` escaped (ECMA-376 part 1, §22.9.2.19, ST_Xstring). The length is held to the limit with
  /// the escapes counted, because that is what the library counts.
  ///
  /// - Parameter csvRow: where the whole text is: the row of the CSV, of which the header is row 1; nil
  ///   where there is none.
  package static func cell(_ text: Name, csvRow: Int?) -> String {
    if isPlain(text) { return text.description }
    let text = text.description
    let whole = escaped(text, units: limit)
    guard !whole.isWhole else { return whole.text }
    let notice = csvRow.map { "… [cut, see CSV row \($0)]" } ?? "… [cut]"
    return escaped(text, units: limit - notice.utf16.count).text + notice
  }

  /// True if a text is short ASCII that needs no escape, as nearly every text is.
  private static func isPlain(_ text: Name) -> Bool {
    guard text.bytes.count <= limit else { return false }
    var before: UInt8 = 0
    for byte in text.bytes {
      // `_x` may begin what looks like an escape.
      if byte < 0x20 || byte > 0x7E || before == 0x5F && byte == 0x78 { return false }
      before = byte
    }
    return true
  }

  /// True if a cell holds the whole text.
  package static func fits(_ text: Name) -> Bool {
    // No byte takes more than the seven units of an escape.
    text.bytes.count * 7 <= limit || escaped(text.description, units: limit).isWhole
  }

  /// Returns as many characters of the text, escaped, as fit into `units` UTF-16 units.
  private static func escaped(_ text: String, units: Int) -> (text: String, isWhole: Bool) {
    let scalars = Array(text.unicodeScalars)
    var escaped = String.UnicodeScalarView()
    var count = 0
    for index in scalars.indices {
      let isEscaped = mustEscape(scalars, at: index)
      count += isEscaped ? 7 : scalars[index].utf16.count
      guard count <= units else { return (String(escaped), false) }
      if isEscaped {
        escaped.append(contentsOf: escape(scalars[index]).unicodeScalars)
      } else {
        escaped.append(scalars[index])
      }
    }
    return (String(escaped), true)
  }

  /// Returns the text of a chart: U+FFFD for what XML cannot hold, as there are no escapes there.
  package static func plain(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { isOfXML($0) ? $0 : "\u{FFFD}" }))
  }

  /// True if an XML document may contain the scalar (XML 1.0, §2.2).
  private static func isOfXML(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D: true
    case 0..<0x20, 0xFFFE, 0xFFFF: false
    default: true
    }
  }

  private static func mustEscape(_ scalars: [Unicode.Scalar], at index: Int) -> Bool {
    switch scalars[index].value {
    // Readers make a line feed of it.
    case 0x0D: true
    case 0x5F: looksLikeEscape(scalars[index...].prefix(7))
    default: !isOfXML(scalars[index])
    }
  }

  /// True if the seven characters are `_xHHHH_`.
  private static func looksLikeEscape(_ scalars: ArraySlice<Unicode.Scalar>) -> Bool {
    scalars.count == 7 && scalars.dropFirst().first == "x" && scalars.last == "_"
      && scalars.dropFirst(2).dropLast().allSatisfy { $0.properties.isASCIIHexDigit }
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String {
    "_x" + hexadecimal(scalar.value, width: 4) + "_"
  }
}

extension SheetText {
  /// Returns the approximate width of the text in digits: East Asian characters take two.
  package static func width(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x1100 && $1.value != 0x2013 ? 2 : 1) }
  }

  /// Returns the text in lines of at most a width in digits, broken at spaces; a longer word is broken where it must be.
  package static func brokenLines(_ text: String, width: Int) -> [String] {
    let (room, blank) = (width * 100, TextMeasure.hundredths(" "))
    var lines: [String] = []
    for part in text.split(separator: "\n", omittingEmptySubsequences: false) {
      var (line, used) = ("", 0)
      for word in part.split(separator: " ") {
        let length = TextMeasure.hundredths(word)
        if !line.isEmpty {
          if used + blank + length <= room {
            line += " " + word
            used += blank + length
            continue
          }
          lines.append(line)
          (line, used) = ("", 0)
        }
        for letter in word {
          let length = TextMeasure.hundredths(String(letter))
          if used + length > room && !line.isEmpty {
            lines.append(line)
            (line, used) = ("", 0)
          }
          line.append(letter)
          used += length
        }
      }
      lines.append(line)
    }
    return lines
  }

  /// Returns a heading on as many lines as make it narrowest, three at most.
  package static func evenLines(_ heading: String) -> [String] {
    let words = heading.split(separator: " ").map(String.init)
    func longest(_ lines: [String]) -> Int { lines.map(width).max() ?? 0 }
    func split(_ words: ArraySlice<String>, into count: Int) -> [String] {
      guard count > 1, words.count > 1 else { return [words.joined(separator: " ")] }
      let splits = words.indices.dropFirst().map {
        [words[..<$0].joined(separator: " ")] + split(words[$0...], into: count - 1)
      }
      return splits.min { longest($0) < longest($1) } ?? []
    }
    // Fewer lines where more are not narrower.
    return (1...3).map { split(words[...], into: $0) }.min { longest($0) < longest($1) } ?? []
  }
}
