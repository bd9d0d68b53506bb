/// An encoding of more than a byte for each letter, by the name that `iconv` has for it.
///
/// A byte order mark tells the first and the fourth which byte comes first; the others have none.
package enum WideEncoding: String, Hashable, Sendable {
  case utf16 = "UTF-16"
  case utf16LE = "UTF-16LE"
  case utf16BE = "UTF-16BE"
  case utf32 = "UTF-32"
  case utf32LE = "UTF-32LE"
  case utf32BE = "UTF-32BE"

  /// Looks at the first four bytes of a file: a mark, or a letter of ASCII and its zeros; nil where it is neither.
  package init?(_ first: [UInt8]) {
    // What UTF-16 begins with stands in UTF-32 too.
    let marks: [(bytes: [UInt8], encoding: WideEncoding)] = [
      ([0xFF, 0xFE, 0, 0], .utf32), ([0, 0, 0xFE, 0xFF], .utf32), ([0xFF, 0xFE], .utf16),
      ([0xFE, 0xFF], .utf16),
    ]
    if let mark = marks.first(where: { first.starts(with: $0.bytes) }) {
      self = mark.encoding
      return
    }
    switch first.map({ $0 != 0 }) {
    case [true, false, true, false]: self = .utf16LE
    case [false, true, false, true]: self = .utf16BE
    case [true, false, false, false]: self = .utf32LE
    case [false, false, false, true]: self = .utf32BE
    default: return nil
    }
  }

  /// The name of the encoding without its byte order.
  package var family: String { String(rawValue.prefix(6)) }
}
