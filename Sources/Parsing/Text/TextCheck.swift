import Ledger

/// Checks that a text is UTF-8.
package enum TextCheck {
  /// Returns the place of the first byte that is not part of a well-formed character; nil when all are.
  package static func firstPlaceThatIsNotUTF8(_ bytes: [UInt8]) -> Int? {
    if bytes.allSatisfy({ $0 < 0x80 }) { return nil }
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var index = 0
    while true {
      switch decoder.decode(&iterator) {
      case .scalarValue(let scalar): index += UTF8.width(scalar)
      case .emptyInput: return nil
      case .error: return index
      }
    }
  }
}

extension TextCheck {
  /// Returns true if all of `bytes` is UTF-8.
  package static func isUTF8(_ bytes: Bytes) -> Bool {
    guard let base = bytes.baseAddress else { return true }
    var at = 0
    while at < bytes.count {
      if at &+ 8 <= bytes.count,
        UnsafeRawPointer(base + at).loadUnaligned(as: UInt64.self) & 0x8080_8080_8080_8080 == 0
      {
        at &+= 8
      } else if base[at] < 0x80 {
        at &+= 1
      } else {
        let width = utf8Length(base, at: at, end: bytes.count)
        guard width > 0 else { return false }
        at &+= width
      }
    }
    return true
  }
}
