/// Checks that a text is UTF-8.
package enum TextCheck {
  /// Returns where the first byte stands that is no part of a well-formed character; nil when all are.
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
