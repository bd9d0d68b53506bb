import Ledger

/// Reads JSON (RFC 8259) exactly: every error has a line and a column, a key may occur once,
/// numbers stay text.
///
/// Settings may also have comments and trailing commas.
package struct JSONReader {
  private let bytes: [UInt8]
  private let allowsComments: Bool
  private let nestedKeysMayRepeat: Bool
  /// The keys that are in an object a second time.
  private var twice: [JSONFault] = []
  /// A member of the outermost object whose list is not kept, and who gets the values of it.
  private var passed: (key: String, visit: (JSONValue) -> Void)?
  private var at = 0
  private var line = 1
  private var lineStart = 0

  /// The most brackets that may be open at once.
  package static var depthLimit: Int { 64 }

  /// Returns the one value that `bytes` hold.
  ///
  /// - Parameters:
  ///   - allowsComments: accepts `//` and `/* */` comments and a comma before a closing bracket.
  ///   - nestedKeysMayRepeat: holds only the outermost object to having each key once.
  package static func read(
    _ bytes: [UInt8], allowsComments: Bool, nestedKeysMayRepeat: Bool = false
  ) throws(JSONFault) -> JSONValue {
    var twice: [JSONFault] = []
    let value = try read(
      bytes, allowsComments: allowsComments, nestedKeysMayRepeat: nestedKeysMayRepeat,
      twice: &twice)
    if let first = twice.first { throw first }
    return value
  }

  private static func read(
    _ bytes: [UInt8], allowsComments: Bool, nestedKeysMayRepeat: Bool = false,
    twice: inout [JSONFault]
  ) throws(JSONFault) -> JSONValue {
    var reader = JSONReader(
      bytes: bytes, allowsComments: allowsComments, nestedKeysMayRepeat: nestedKeysMayRepeat)
    let value = try reader.whole()
    twice = reader.twice
    return value
  }

  /// Returns the one value that `bytes` hold, with an empty list for the member `key` of it: `visit` gets the values of
  /// that, one after another, as there may be very many.
  package static func read(
    _ bytes: [UInt8], passing key: String, to visit: @escaping (JSONValue) -> Void
  ) throws(JSONFault) -> JSONValue {
    var reader = JSONReader(bytes: bytes, allowsComments: false, nestedKeysMayRepeat: false)
    reader.passed = (key, visit)
    let value = try reader.whole()
    if let first = reader.twice.first { throw first }
    return value
  }

  /// Returns the one value that settings hold, which may have comments, with every member of a key that an object has
  /// twice; those after the first are reported in `twice`.
  package static func readSettings(
    _ bytes: [UInt8], twice: inout [JSONFault]
  ) throws(JSONFault) -> JSONValue {
    try read(bytes, allowsComments: true, twice: &twice)
  }

  /// Returns the one value that `bytes` hold, as most readers of JSON do.
  ///
  /// Of a key that an object has twice, the last counts. What preceded it is reported in `twice`.
  package static func readLast(
    _ bytes: [UInt8], twice: inout [JSONFault]
  ) throws(JSONFault) -> JSONValue {
    try read(bytes, allowsComments: false, twice: &twice).keepingLast
  }

  /// The one value, and nothing after it.
  private mutating func whole() throws(JSONFault) -> JSONValue {
    if let place = TextCheck.firstPlaceThatIsNotUTF8(bytes) {
      while at < place {
        if bytes[at] == 0x0A { newLine() } else { at += 1 }
      }
      throw fault(.notUTF8)
    }
    let value = try value(depth: 0)
    try skipBlanks()
    guard at == bytes.count else { throw fault(.expected("the end of the text")) }
    return value
  }

  private init(bytes: [UInt8], allowsComments: Bool, nestedKeysMayRepeat: Bool) {
    self.bytes = bytes
    self.allowsComments = allowsComments
    self.nestedKeysMayRepeat = nestedKeysMayRepeat
  }

  private func fault(_ reason: JSONFault.Reason) -> JSONFault {
    var reason = reason
    if case .expected = reason, bytes[at...].starts(with: [0xEF, 0xBB, 0xBF]) {
      reason = .byteOrderMark
    }
    return JSONFault(reason: reason, line: line, column: at - lineStart + 1)
  }

  private var next: UInt8? { at < bytes.count ? bytes[at] : nil }

  /// - Parameter isPassed: it is the list that is not kept.
  private mutating func value(depth: Int, isPassed: Bool = false) throws(JSONFault) -> JSONValue {
    try skipBlanks()
    let opens = next == UInt8(ascii: "{") || next == UInt8(ascii: "[")
    if opens && depth >= JSONReader.depthLimit { throw fault(.tooDeep) }
    let (line, column) = (self.line, at - lineStart + 1)
    let content: JSONValue.Content =
      switch next {
      case UInt8(ascii: "{"): try object(depth: depth)
      case UInt8(ascii: "["): try array(depth: depth, isPassed: isPassed)
      case UInt8(ascii: "\""): .string(try string())
      case UInt8(ascii: "t"): try word("true", .boolean(true))
      case UInt8(ascii: "f"): try word("false", .boolean(false))
      case UInt8(ascii: "n"): try word("null", .null)
      default: .number(try number())
      }
    return JSONValue(content: content, line: line, column: column)
  }

  private mutating func object(depth: Int) throws(JSONFault) -> JSONValue.Content {
    at += 1
    var members: [JSONValue.Member] = []
    var keys: Set<Name> = []
    while true {
      try skipBlanks()
      if next == UInt8(ascii: "}"), members.isEmpty || allowsComments { break }
      guard next == UInt8(ascii: "\"") else { throw fault(.expected("a key in quotes")) }
      let (line, column) = (self.line, at - lineStart + 1)
      let key = try string()
      let isNew = keys.insert(Name(key)).inserted
      if !isNew && !(nestedKeysMayRepeat && depth > 0) {
        twice.append(JSONFault(reason: .duplicateKey(key), line: line, column: column))
      }
      try skipBlanks()
      guard next == UInt8(ascii: ":") else { throw fault(.expected(":")) }
      at += 1
      let value = try value(depth: depth + 1, isPassed: depth == 0 && key == passed?.key)
      members.append(JSONValue.Member(key: key, line: line, column: column, value: value))
      try skipBlanks()
      if next == UInt8(ascii: "}") { break }
      guard next == UInt8(ascii: ",") else { throw fault(.expected(", or }")) }
      at += 1
    }
    at += 1
    return .object(members)
  }

  private mutating func array(
    depth: Int, isPassed: Bool
  ) throws(JSONFault) -> JSONValue.Content {
    at += 1
    var values: [JSONValue] = []
    var isFirst = true
    while true {
      try skipBlanks()
      if next == UInt8(ascii: "]"), isFirst || allowsComments { break }
      isFirst = false
      let value = try value(depth: depth + 1)
      if isPassed { passed?.visit(value) } else { values.append(value) }
      try skipBlanks()
      if next == UInt8(ascii: "]") { break }
      guard next == UInt8(ascii: ",") else { throw fault(.expected(", or ]")) }
      at += 1
    }
    at += 1
    return .array(values)
  }

  private mutating func word(
    _ word: String, _ content: JSONValue.Content
  ) throws(JSONFault) -> JSONValue.Content {
    guard bytes[at...].starts(with: word.utf8) else { throw fault(.expected("a value")) }
    at += word.utf8.count
    return content
  }

  private mutating func number() throws(JSONFault) -> String {
    let start = at
    if next == UInt8(ascii: "-") { at += 1 }
    if next == UInt8(ascii: "0") { at += 1 } else { try digits() }
    if next == UInt8(ascii: ".") {
      at += 1
      try digits()
    }
    if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
      at += 1
      if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { at += 1 }
      try digits()
    }
    return String(decoding: bytes[start..<at], as: UTF8.self)
  }

  private mutating func digits() throws(JSONFault) {
    guard let first = next, first >= 0x30, first <= 0x39 else { throw fault(.expected("a value")) }
    while let digit = next, digit >= 0x30, digit <= 0x39 { at += 1 }
  }

  private mutating func string() throws(JSONFault) -> String {
    at += 1
    var text: [UInt8] = []
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\""):
        at += 1
        return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): try escape(into: &text)
      case 0..<0x20: throw fault(.controlCharacter)
      default:
        text.append(byte)
        at += 1
      }
    }
    throw fault(.expected("a closing quote"))
  }

  private mutating func escape(into text: inout [UInt8]) throws(JSONFault) {
    at += 1
    let escapes: [UInt8: UInt8] = [
      UInt8(ascii: "\""): 0x22, UInt8(ascii: "\\"): 0x5C, UInt8(ascii: "/"): 0x2F,
      UInt8(ascii: "b"): 0x08, UInt8(ascii: "f"): 0x0C, UInt8(ascii: "n"): 0x0A,
      UInt8(ascii: "r"): 0x0D, UInt8(ascii: "t"): 0x09,
    ]
    guard let kind = next else { throw fault(.escape) }
    at += 1
    if let byte = escapes[kind] {
      text.append(byte)
      return
    }
    guard kind == UInt8(ascii: "u") else { throw fault(.escape) }
    var code = try hexadecimal()
    if (0xD800..<0xDC00).contains(code) {
      guard bytes[at...].starts(with: [0x5C, 0x75]) else { throw fault(.loneSurrogate) }
      at += 2
      let low = try hexadecimal()
      guard (0xDC00..<0xE000).contains(low) else { throw fault(.loneSurrogate) }
      code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(code) else { throw fault(.loneSurrogate) }
    text.append(contentsOf: String(Character(scalar)).utf8)
  }

  private mutating func hexadecimal() throws(JSONFault) -> UInt32 {
    guard at + 4 <= bytes.count,
      let text = String(validating: bytes[at..<at + 4], as: UTF8.self),
      text.allSatisfy(\.isHexDigit), let code = UInt32(text, radix: 16)
    else { throw fault(.escape) }
    at += 4
    return code
  }

  // MARK: Blanks and comments

  private mutating func skipBlanks() throws(JSONFault) {
    while let byte = next {
      switch byte {
      case 0x20, 0x09, 0x0D: at += 1
      case 0x0A: newLine()
      case UInt8(ascii: "/") where allowsComments: try skipComment()
      default: return
      }
    }
  }

  private mutating func newLine() {
    at += 1
    line += 1
    lineStart = at
  }

  private mutating func skipComment() throws(JSONFault) {
    let rest = bytes[at...]
    if rest.starts(with: [0x2F, 0x2F]) {
      while let byte = next, byte != 0x0A { at += 1 }
    } else if rest.starts(with: [0x2F, 0x2A]) {
      let start = fault(.expected("the end of this comment"))
      at += 2
      while !bytes[at...].starts(with: [0x2A, 0x2F]) {
        guard let byte = next else { throw start }
        if byte == 0x0A { newLine() } else { at += 1 }
      }
      at += 2
    } else {
      throw fault(.expected("a value or a comment"))
    }
  }
}
