import Foundation
import Testing

/// The English of documents, help and messages: short lines, short pages and plain words.
struct ProseTests {
  @Test func `prose in documents wraps at 100 columns`() throws {
    for file in try documents() {
      for (number, line) in Self.prose(of: try text(file)) where line.count > 100 {
        // A single word, such as an address, has no place to wrap.
        let isOneWord = !line.trimmingCharacters(in: .whitespaces).contains(" ")
        #expect(isOneWord, "\(file):\(number) has \(line.count) columns")
      }
    }
  }

  @Test func `prose is all but code and tables`() {
    let document = """
      One

          code

      | cell |
      ```
      code
      ```
      - Two
          three
      """
    let lines = Self.prose(of: document).map(\.1).filter { !$0.isEmpty }
    #expect(lines == ["One", "- Two", "    three"])
  }

  @Test func `documents use none of the forbidden words`() throws {
    for file in try documents() { expectPlain(try text(file), of: file) }
  }

  @Test func `recorded help and screens use none of the forbidden words`() throws {
    let recorded = try files(in: "Tests/EndToEnd/expected", endingIn: ".txt")
    #expect(recorded.contains { $0.hasSuffix("help-run.txt") })
    for file in recorded { expectPlain(try text(file), of: file) }
  }

  @Test func `texts in product code use none of the forbidden words`() throws {
    for file in try ["Sources", "reports"].flatMap({ try files(in: $0, endingIn: ".swift") }) {
      expectPlain(Self.literals(of: try text(file)), of: file)
    }
  }

  @Test func `literals are the texts of code without comments and interpolations`() {
    let code = #"""
      let a = "one \(two) three"  // "four"
        + " five"
      /// "six"
      let b = x ? "seven \(y ? "eight" : "nine")" : "a \" b"
      """#
    let literals = Self.literals(of: code).split(separator: Self.gap)
      .map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
    #expect(literals == ["one", "three\n five", "seven", "eight", "nine", "a \" b"])
  }

  @Test(arguments: [
    ("It was TOLD so\n  many times.", ["TOLD", "so\n  many"]),
    ("There is no price, and it is no longer known.", []), ("A refund is no usage.", ["is no"]),
    ("a twentieth less, a month less", ["a twentieth less"]), (".assay-tmp.books-begun", []),
    ("recommended, beliefs, untold, outstanding", []),
  ])
  func `forbidden words are found across lines and only as words`(_ text: String, _ found: [String])
  {
    #expect(forbiddenWords(in: text).map(\.words) == found)
  }

  /// History is in the commits, so a version has a line per change.
  @Test func `README, versions in CHANGELOG and records of decisions are short`() throws {
    let readme = try lineCount("README.md")
    #expect(readme <= 120, "README.md has \(readme) lines, at most 120")
    for version in try text("CHANGELOG.md").components(separatedBy: "\n## ").dropFirst() {
      let lines = version.components(separatedBy: "\n")
      #expect(lines.count <= 60, "CHANGELOG.md, \(lines[0]) has \(lines.count) lines, at most 60")
    }
    let records = try files(in: "docs/decisions", endingIn: ".md")
    #expect(records.count <= 40, "docs/decisions has \(records.count) records, at most 40")
    for file in records {
      let count = try lineCount(file)
      #expect(count <= 60, "\(file) has \(count) lines, at most 60")
    }
  }

  // MARK: Words

  /// Expressions, each with the words to write instead; a space is any space or line break.
  private static let forbidden: [(expression: String, instead: String)] = [
    ("told", "reported, printed, listed"), ("stands", "is, appears"),
    ("so many", "a number of, up to N"), ("of ours|of theirs", "Assay's, the vendor's"),
    ("nobody|somebody", "unknown, missing, another person"), ("beyond", "over, above"),
    ("held against", "compared with"), ("taken out", "reversed, removed"),
    // The folder of a change of several books is `.assay-tmp.books-begun`.
    ("(?<!books-)begun", "started"), ("odd days?", "anomalies"),
    (
      "a (?:half|third|quarter|fifth|sixth|seventh|eighth|ninth|tenth|twelfth|twentieth) less",
      "5 % less"
    ),
    ("worth of a credit", "credit value"),
    ("(?<!there )is no(?! (?:longer|more|less))", "is not a"), ("goes over", "reads"),
    ("asked for", "requested, looked up"), ("read past", "skipped"),
    ("mend|mends|mended|mending", "fix, correct"), ("lies", "is"),
    ("kinds? of requests?", "rate key"),
  ]

  private let rules: [(expression: NSRegularExpression, instead: String)]

  init() throws {
    rules = try Self.forbidden.map { expression, instead in
      let spaced = expression.replacingOccurrences(of: " ", with: #"\s{1,20}"#)
      let words = try NSRegularExpression(
        pattern: #"\b(?:"# + spaced + #")\b"#, options: .caseInsensitive)
      return (words, instead)
    }
  }

  private func expectPlain(_ text: String, of file: String) {
    for (words, line, instead) in forbiddenWords(in: text) {
      Issue.record("\(file):\(line): \"\(words)\"; write: \(instead)")
    }
  }

  /// Returns the forbidden words in `text`, each with its line, rule by rule.
  private func forbiddenWords(in text: String) -> [(words: String, line: Int, instead: String)] {
    rules.flatMap { expression, instead in
      expression.matches(in: text, range: NSRange(text.startIndex..., in: text)).compactMap {
        guard let found = Range($0.range, in: text) else { return nil }
        let line = text[..<found.lowerBound].utf8.count { $0 == UInt8(ascii: "\n") } + 1
        return (String(text[found]), line, instead)
      }
    }
  }

  // MARK: Parts of files

  /// Returns the lines of a Markdown document outside code blocks and tables, with their numbers.
  private static func prose(of document: String) -> [(Int, String)] {
    var lines: [(Int, String)] = []
    var isFenced = false
    var isIndented = false
    var previous = ""
    for (number, line) in zip(1..., document.components(separatedBy: "\n")) {
      let word = line.trimmingCharacters(in: .whitespaces)
      isIndented = line.hasPrefix("    ") && (isIndented || previous.isEmpty)
      previous = word
      if word.hasPrefix("```") {
        isFenced.toggle()
      } else if !isFenced, !isIndented, !word.hasPrefix("|") {
        lines.append((number, line))
      }
    }
    return lines
  }

  /// Separates literals, so that no words of two of them meet.
  private static let gap: Character = "\u{0}"

  /// Returns the code of a Swift file with nothing but its literals and line breaks; literals joined
  /// by a plus are one.
  private static func literals(of code: String) -> String {
    var literals = ""
    var between = ""
    var isBlock = false
    for line in code.components(separatedBy: "\n") {
      if line.contains("\"\"\"") {
        isBlock.toggle()
        between = ""
        literals.append(gap)
      } else if isBlock {
        literals += line
      } else {
        addLiterals(of: line, to: &literals, between: &between)
      }
      literals += "\n"
    }
    return literals
  }

  /// - Parameter between: the code since the last literal.
  private static func addLiterals(
    of line: String, to literals: inout String, between: inout String
  ) {
    var rest = Substring(line)
    // How many parentheses are open in each interpolation that is.
    var interpolations: [Int] = []
    var isLiteral = false
    while let character = rest.popFirst() {
      if isLiteral {
        if character == "\"" {
          isLiteral = false
          between = ""
        } else if character == "\\", let escaped = rest.popFirst() {
          // A line feed or tab ends a word, as a space does.
          literals.append(escaped == "(" ? gap : escaped.isLetter ? " " : escaped)
          if escaped == "(" {
            isLiteral = false
            interpolations.append(0)
          }
        } else {
          literals.append(character)
        }
      } else if character == "\"" {
        if between.trimmingCharacters(in: .whitespaces) != "+" { literals.append(gap) }
        isLiteral = true
      } else if character == "/", rest.first == "/" {
        return
      } else if character == ")", let open = interpolations.popLast() {
        isLiteral = open == 0
        if open > 0 { interpolations.append(open - 1) }
      } else {
        if character == "(", let open = interpolations.popLast() { interpolations.append(open + 1) }
        between.append(character)
      }
    }
  }

  // MARK: Files

  private let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  private func documents() throws -> [String] {
    try ["README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md"]
      + files(in: "docs", endingIn: ".md")
  }

  private func files(in folder: String, endingIn suffix: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: root + "/" + folder)
      .filter { $0.hasSuffix(suffix) }.map { folder + "/" + $0 }.sorted()
  }

  private func text(_ file: String) throws -> String {
    try String(contentsOfFile: root + "/" + file, encoding: .utf8)
  }

  private func lineCount(_ file: String) throws -> Int {
    try text(file).components(separatedBy: "\n").count - 1
  }
}
