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

  /// Returns the number of lines of the text at a width in digits, broken at spaces.
  package static func lines(_ text: String, width: Int) -> Int {
    var lines = 1
    var used = 0
    for word in text.split(separator: " ") {
      let length = self.width(String(word))
      if used > 0 && used + 1 + length > width {
        lines += 1
        used = 0
      }
      used += (used > 0 ? 1 : 0) + length
      // A word that is longer than a line is broken where it must be.
      lines += (max(used, 1) - 1) / width
      if used > width { used = (used - 1) % width + 1 }
    }
    return lines
  }
}

/// Makes names that a spreadsheet accepts for its sheets.
package enum SheetNames {
  /// The most UTF-16 units that the name of a sheet holds.
  package static let limit = 31

  /// Returns one name for each title, in order, no two alike but for case.
  package static func unique(_ titles: [String]) -> [String] {
    var taken: Set<String> = []
    return titles.map { title in
      let clean = clean(title)
      var name = clean
      var number = 2
      while !taken.insert(name.lowercased()).inserted {
        let suffix = " (\(number))"
        name = prefix(clean, units: limit - suffix.utf16.count) + suffix
        number += 1
      }
      return name
    }
  }

  /// Puts `_` for what a name may not hold, and cuts it.
  private static func clean(_ title: String) -> String {
    var scalars = Array(prefix(title, units: limit).unicodeScalars)
    for index in scalars.indices {
      let isAtEnd = index == 0 || index == scalars.count - 1
      let isAllowed = isAllowed(scalars[index]) && !(isAtEnd && scalars[index] == "'")
      if !isAllowed { scalars[index] = "_" }
    }
    var name = String(String.UnicodeScalarView(scalars))
    // Excel keeps "History" for itself.
    if name.isEmpty || name.lowercased() == "history" { name += "_" }
    return name
  }

  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case ":", "\\", "/", "?", "*", "[", "]", "\u{FFFE}", "\u{FFFF}": false
    default: scalar.value >= 0x20
    }
  }

  private static func prefix(_ text: String, units: Int) -> String {
    var scalars = String.UnicodeScalarView()
    var count = 0
    for scalar in text.unicodeScalars {
      count += scalar.utf16.count
      guard count <= units else { break }
      scalars.append(scalar)
    }
    return String(scalars)
  }
}
