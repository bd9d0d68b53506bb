import Parsing
import Testing

@Suite struct JSONReaderTests {
  @Test(
    arguments: [
      ("null", "null"), (" true ", "true"), ("false", "false"), ("[]", "[]"), ("{}", "{}"),
      ("[1,[2],{}]", "[1,[2],{}]"), ("\t\r\n{\"a\" : 1 , \"b\":[null]}\n", "{a=1,b=[null]}"),
      ("\"\"", "''"), ("\"a\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "'a\"\\/\u{8}\u{C}\n\r\t'"),
      ("\"\\u00e9\\u20AC\"", "'é€'"), ("\"\\uD83D\\uDE00\"", "'😀'"), ("\"é😀\"", "'é😀'"),
      ("\"\u{7F}\u{2028}\"", "'\u{7F}\u{2028}'"), ("{\"\":0}", "{=0}"),
      ("{\"b\":1,\"a\":2}", "{b=1,a=2}"),
    ])
  func `a text of RFC 8259 is read as it is, in the order written`(text: String, value: String)
    throws
  {
    #expect(shown(try read(text).content) == value)
  }

  /// RFC 8259 §6; the text must come out as it went in, however long.
  @Test(
    arguments: [
      "0", "-0", "10", "-1.50", "1e3", "1E+02", "2.5e-7", "0.1", "1.0000000000000000000000001",
      "123456789012345678901234567890", "1e999",
    ])
  func `a number is kept as the text that was written`(text: String) throws {
    #expect(shown(try read("[\(text)]").content) == "[\(text)]")
  }

  @Test(arguments: [("\u{FEFF}1", 1), ("[\u{FEFF}1]", 2), ("1\u{FEFF}", 2)])
  func `a byte order mark between values is called by its name`(text: String, column: Int) throws {
    let fault = try fault(text)
    #expect(fault.code == "enc.bom" && fault.line == 1 && fault.column == column)
  }

  /// The place of the first byte that cannot be right, counted by hand from 1.
  @Test(
    arguments: [
      ("", 1, 1), ("  ", 1, 3), ("\n\n x", 3, 2), ("nul", 1, 1), ("True", 1, 1), ("1 2", 1, 3),
      ("01", 1, 2), ("[01]", 1, 3), ("+1", 1, 1), (".5", 1, 1), ("1.", 1, 3), ("-", 1, 2),
      ("1e", 1, 3), ("1e+", 1, 4), ("[1.x]", 1, 4), ("0x10", 1, 2), ("NaN", 1, 1),
      ("[Infinity]", 1, 2), ("[1 2]", 1, 4), ("[1", 1, 3), ("[1,]", 1, 4), ("[,1]", 1, 2),
      ("[", 1, 2), ("{\"a\" 1}", 1, 6), ("{\"a\":}", 1, 6), ("{\"a\":1 \"b\":2}", 1, 8),
      ("{\"a\":1,}", 1, 8), ("{a:1}", 1, 2), ("{'a':1}", 1, 2), ("{\"a\":1", 1, 7), ("{1:1}", 1, 2),
      ("{\"a\":1,\n  \"b\":tru\n}", 2, 7), ("[]]", 1, 3), ("\"abc", 1, 5), ("'a'", 1, 1),
      ("[1] // no", 1, 5), ("/**/1", 1, 1), ("[\"é\",x]", 1, 7),
      ("{\r\n\"a\":!}", 2, 5),
    ])
  func `an error is reported with its line and its byte`(text: String, line: Int, column: Int)
    throws
  {
    let fault = try fault(text)
    #expect(fault.line == line && fault.column == column)
    #expect(fault.code == "json.syntax")
    guard case .expected = fault.reason else {
      Issue.record("\(fault.reason)")
      return
    }
  }

  @Test(
    arguments: [
      ("\"a\nb\"", .controlCharacter), ("\"a\tb\"", .controlCharacter),
      ("\"\u{0}\"", .controlCharacter),
      ("\"\u{1F}\"", .controlCharacter), ("\"\\x\"", .escape), ("\"\\'\"", .escape),
      ("\"\\u12\"", .escape), ("\"\\u12G4\"", .escape), ("\"\\U0041\"", .escape),
      ("\"\\u+123\"", .escape), ("\"\\uＡ1\"", .escape), ("\"\\", .escape), ("\"\\u00", .escape),
      ("\"\\ud800\"", .loneSurrogate), ("\"\\udc00\"", .loneSurrogate),
      ("\"\\ud800\\ud800\"", .loneSurrogate), ("\"\\ud83dx\"", .loneSurrogate),
      ("\"\\ud83d\\n\"", .loneSurrogate), ("\"\\udbff\\ue000\"", .loneSurrogate),
    ] as [(String, JSONFault.Reason)])
  func `a string may not hold a control character, an unknown escape or half a pair`(
    text: String, reason: JSONFault.Reason
  ) throws {
    #expect(try fault(text).reason == reason)
    #expect(try fault(text).line == 1)
  }

  @Test(
    arguments: [
      ("{\"a\":1,\"a\":2}", "a", 1, 8), ("{\"a\":1,\n \"\\u0061\":1}", "a", 2, 2),
      ("[{},{\"x\":{\"k\":1,\"k\":1}}]", "k", 1, 17),
    ])
  func `a key may stand once in its object`(text: String, key: String, line: Int, column: Int)
    throws
  {
    let fault = try fault(text)
    #expect(fault.reason == .duplicateKey(key))
    #expect(fault.line == line && fault.column == column && fault.code == "json.twice")
  }

  /// Names are stored and compared byte for byte (the page on bad input, "Ids, names, references").
  @Test(arguments: [
    "{\"a\":{\"b\":1},\"b\":{\"a\":2}}", "{\"a\":1,\"A\":2}", "{\"é\":1,\"e\u{301}\":2}",
  ])
  func `keys of other objects or of other bytes are other keys`(text: String) throws {
    #expect(throws: Never.self) { try read(text) }
  }

  @Test(arguments: ["[", "{\"a\":"])
  func `values may be nested 64 deep and no deeper`(opening: String) throws {
    let closing = opening == "[" ? "]" : "}"
    func nested(_ depth: Int) -> String {
      String(repeating: opening, count: depth - 1) + (opening == "[" ? "[]" : "{}")
        + String(repeating: closing, count: depth - 1)
    }
    #expect(throws: Never.self) { try read(nested(64)) }
    #expect(try fault(nested(65)).code == "json.depth")
    #expect(try fault(String(repeating: opening, count: 100_000)).reason == .tooDeep)
  }

  @Test(arguments: [[0xFF], [0x22, 0xC3, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22]] as [[UInt8]])
  func `a text that is not UTF-8 is refused`(bytes: [UInt8]) throws {
    let fault = try #require(throws: JSONFault.self) {
      try JSONReader.read(bytes, allowsComments: true)
    }
    #expect(fault.reason == .notUTF8 && fault.code == "enc.utf8")
  }

  @Test(
    arguments: [
      ("// one\n[1, // two\n2,]// three", "[1,2]"), ("/* a\n * b */{/**/\"a\"/* : */:1,}", "{a=1}"),
      ("[/* // */1]", "[1]"), ("\"// no comment\"", "'// no comment'"), ("1//", "1"),
      ("[/*/ x */2]", "[2]"),
    ])
  func `settings may have comments and a comma before a closing bracket`(
    text: String, value: String
  ) throws {
    #expect(shown(try read(text, allowsComments: true).content) == value)
    #expect(text.first == "\"" || (try? read(text)) == nil)
  }

  @Test(
    arguments: [
      ("[,]", 1, 2), ("{,}", 1, 2), ("[1,,]", 1, 4), (",", 1, 1), ("[1] /* open", 1, 5),
      ("[1\n/* open\n\n", 2, 1), ("[1 / 2]", 1, 4), ("[1 # 2]", 1, 4),
    ])
  func `a comment must be closed, and a comma must follow something`(
    text: String, line: Int, column: Int
  ) throws {
    let fault = try fault(text, allowsComments: true)
    #expect(fault.line == line && fault.column == column)
  }

  @Test func `each value and each key knows its line and its byte`() throws {
    let value = try read("{\n  \"é\": [1,\n\t\"x\"], \"b\": null}")
    guard case .object(let members) = value.content,
      case .array(let items) = members[0].value.content
    else {
      Issue.record("an object that begins with an array")
      return
    }
    let places =
      [(value.line, value.column)] + members.map { ($0.line, $0.column) }
      + members.map { ($0.value.line, $0.value.column) } + items.map { ($0.line, $0.column) }
    // Line 2 is `  "é": [1,`, where é takes two bytes; line 3 is a tab, `"x"], "b": null}`.
    #expect(
      places.map { [$0.0, $0.1] } == [
        [1, 1], [2, 3], [3, 8], [2, 9], [3, 13], [2, 10], [3, 2],
      ])
  }

  private func read(_ text: String, allowsComments: Bool = false) throws(JSONFault) -> JSONValue {
    try JSONReader.read(Array(text.utf8), allowsComments: allowsComments)
  }

  private func fault(_ text: String, allowsComments: Bool = false) throws -> JSONFault {
    try #require(throws: JSONFault.self) { try read(text, allowsComments: allowsComments) }
  }

  private func shown(_ content: JSONValue.Content) -> String {
    switch content {
    case .null: "null"
    case .boolean(let value): String(value)
    case .number(let text): text
    case .string(let text): "'\(text)'"
    case .array(let values): "[" + values.map { shown($0.content) }.joined(separator: ",") + "]"
    case .object(let members):
      "{" + members.map { "\($0.key)=\(shown($0.value.content))" }.joined(separator: ",") + "}"
    }
  }

  @Test func `the values of a list that is passed on are not kept`() throws {
    var passed: [String?] = []
    let text = #"{"a": ["x"], "b": ["y", "z"], "c": {"b": ["w"]}}"#
    let value = try JSONReader.read(Array(text.utf8), passing: "b") { passed.append($0.text) }
    #expect(passed == ["y", "z"])
    #expect(value["a"]?.items.map(\.text) == ["x"])
    #expect(value["b"]?.items.isEmpty == true)
    #expect(value["c"]?["b"]?.items.map(\.text) == ["w"])
  }

  @Test(arguments: [#"{"b": [1, 2,]}"#, #"{"b": [1 2]}"#, #"{"b": [x]}"#, #"{"b": [1], "b": []}"#])
  func `faults of a list that is passed on are those of any`(_ text: String) {
    #expect(throws: JSONFault.self) {
      _ = try JSONReader.read(Array(text.utf8), passing: "b") { _ in }
    }
  }
}
