import Ledger

/// Writes JSON with comments, line by line.
enum ProposalJSON {
  /// The lines of an object with a comment per member; one without a name is a comment alone.
  static func object(_ key: String, _ members: [(String, String, String)]) -> [String] {
    let last = members.lastIndex { !$0.0.isEmpty }
    let inner = members.enumerated().map { index, member in
      if member.0.isEmpty { return "  // " + member.2 }
      let line = quoted(member.0) + ": " + member.1
      return "  "
        + separated(
          member.2.isEmpty ? line : line + "  // " + member.2, comma: index != last)
    }
    return [quoted(key) + ": {"] + inner + ["}"]
  }

  /// The line of a list of texts.
  static func list(_ key: String, _ words: [String], _ comment: String) -> String {
    let line = quoted(key) + ": [" + words.map(quoted).joined(separator: ", ") + "]"
    return comment.isEmpty ? line : line + "  // " + comment
  }

  /// The names of columns in as many lines as keep each short.
  static func listed(_ names: [String]) -> [String] {
    var lines: [String] = []
    for name in names {
      let word = name.isEmpty ? "one without a name" : visible(name)
      if let last = lines.last, last.count + word.count < 100 {
        lines[lines.count - 1] = last + ", " + word
      } else {
        lines.append(word)
      }
    }
    return lines
  }

  /// The line with a comma after its JSON, before a comment.
  static func separated(_ line: String, comma: Bool) -> String {
    guard comma else { return line }
    var isQuoted = false
    var isEscaped = false
    var last: Character = " "
    for index in line.indices {
      let letter = line[index]
      if isEscaped {
        isEscaped = false
      } else if letter == "\\" {
        isEscaped = isQuoted
      } else if letter == "\"" {
        isQuoted.toggle()
      } else if letter == "/" && last == "/" && !isQuoted {
        let start = line.index(index, offsetBy: -3)
        return line[..<start] + "," + line[start...]
      }
      last = letter
    }
    return line + ","
  }

  /// The line that begins the mapping of a path.
  static func opening(_ path: String) -> String { quoted(path) + ": {" }

  /// A text in quotes; what cannot be seen is escaped.
  static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case _ where !scalar.properties.generalCategory.isVisible:
        for unit in String(scalar).utf16 {
          let digits = String(unit, radix: 16)
          quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }

  /// The text in one line, without what cannot be seen.
  static func visible(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.excerpt.unicodeScalars.map { $0.properties.generalCategory.isVisible ? $0 : " " }))
  }
}

extension Unicode.GeneralCategory {
  fileprivate var isVisible: Bool {
    switch self {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned: false
    default: true
    }
  }
}
