import Ledger

/// Writes JSON with comments, line by line.
enum ProposalJSON {
  /// A line: what it says, and a comment on it; either may be blank.
  struct Line {
    /// Without the comma after it.
    let json: String
    let comment: String
    /// The number of objects around it.
    private var depth = 0
    private var hasComma = false

    init(_ json: String, comment: String = "") {
      self.json = json
      self.comment = comment
    }

    /// A member of an object.
    init(_ name: String, _ json: String, comment: String = "") {
      self.init(JSONString.quoted(name) + ": " + json, comment: comment)
    }

    /// A member that is a list of texts.
    init(_ name: String, _ words: [String], comment: String = "") {
      self.init(name, ProposalJSON.list(words), comment: comment)
    }

    /// The line within an object.
    fileprivate func inner(comma: Bool) -> Line {
      var inner = self
      inner.depth += 1
      if comma { inner.hasComma = true }
      return inner
    }

    /// As it is written.
    var text: String {
      let words = [json + (hasComma ? "," : ""), comment.isEmpty ? "" : "// " + comment]
      return String(repeating: "  ", count: depth)
        + words.filter { !$0.isEmpty }.joined(separator: "  ")
    }
  }

  /// The lines of an object, whose members have lines of their own, or are comments alone.
  static func object(_ name: String, _ members: [[Line]]) -> [Line] {
    let last = members.lastIndex { $0.contains { !$0.json.isEmpty } }
    let inner = members.enumerated().flatMap { index, lines in
      lines.enumerated().map { place, line in
        let isEnd = place == lines.count - 1 && !line.json.isEmpty
        return line.inner(comma: isEnd && index != last)
      }
    }
    return [opening(name)] + inner + [Line("}")]
  }

  /// The line that begins the object of a name.
  static func opening(_ name: String) -> Line { Line(name, "{") }

  /// A list of texts.
  static func list(_ words: [String]) -> String {
    "[" + words.map(JSONString.quoted).joined(separator: ", ") + "]"
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

  /// The text in one line, without what cannot be seen.
  static func visible(_ text: String) -> String {
    String(String.UnicodeScalarView(text.excerpt.unicodeScalars.map { $0.isUnsafe ? " " : $0 }))
  }
}
