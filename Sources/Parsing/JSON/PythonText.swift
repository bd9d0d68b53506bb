/// The text by which Python shows an object or a list, as a table that pandas wrote has it: `{'cached_tokens': 512}`.
package enum PythonText {
  /// Returns the same as JSON; nil where it begins in no such way, or a string of it has an escape that JSON lacks.
  ///
  /// Whether what comes out is JSON is for its reader to judge: `None`, `True` and `False` are words of it, a tuple is a
  /// list, and all else stays as it is.
  package static func json(_ text: some Collection<UInt8>) -> [UInt8]? {
    guard let first = text.first, first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else {
      return nil
    }
    let text = Array(text)
    guard text.contains(UInt8(ascii: "'")) else { return nil }
    var out: [UInt8] = []
    out.reserveCapacity(text.count + 16)
    var at = 0
    while at < text.count {
      let byte = text[at]
      switch byte {
      case UInt8(ascii: "'"), UInt8(ascii: "\""):
        guard let end = string(text, from: at, into: &out) else { return nil }
        at = end
      case UInt8(ascii: "("), UInt8(ascii: ")"):
        out.append(byte == UInt8(ascii: "(") ? UInt8(ascii: "[") : UInt8(ascii: "]"))
        at += 1
      default:
        if let (word, meant) = words.first(where: { text[at...].starts(with: $0.word.utf8) }) {
          out += Array(meant.utf8)
          at += word.utf8.count
        } else {
          out.append(byte)
          at += 1
        }
      }
    }
    return out
  }

  private static let words = [
    (word: "None", meant: "null"), (word: "True", meant: "true"), (word: "False", meant: "false"),
  ]

  /// Writes the string whose quote is at `start`; returns where it ends.
  private static func string(_ text: [UInt8], from start: Int, into out: inout [UInt8]) -> Int? {
    let quote = text[start]
    out.append(UInt8(ascii: "\""))
    var at = start + 1
    while at < text.count {
      let byte = text[at]
      at += 1
      if byte == quote {
        out.append(UInt8(ascii: "\""))
        return at
      }
      if byte == UInt8(ascii: "\"") {
        out += Array("\\\"".utf8)
      } else if byte == UInt8(ascii: "\\") {
        guard at < text.count else { return nil }
        let escaped = text[at]
        at += 1
        switch escaped {
        case UInt8(ascii: "'"): out.append(escaped)
        case UInt8(ascii: "x"): out += Array("\\u00".utf8)
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "n"), UInt8(ascii: "r"),
          UInt8(ascii: "t"), UInt8(ascii: "u"):
          out += [UInt8(ascii: "\\"), escaped]
        default: return nil
        }
      } else {
        out.append(byte)
      }
    }
    return nil
  }
}
