/// The beginning of a JSON document whose end was not read.
enum TruncatedJSON {
  /// Returns the text up to the last whole object of its first list of objects, with every list and object closed.
  ///
  /// It is nil if no such object is whole.
  static func completed(_ text: [UInt8]) -> [UInt8]? {
    var open: [UInt8] = []
    var (isInText, isEscaped) = (false, false)
    var listDepth: Int?
    var end: Int?
    for (place, byte) in text.enumerated() {
      if isInText {
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isInText = false
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): isInText = true
      case UInt8(ascii: "{"):
        if listDepth == nil, open.last == UInt8(ascii: "]") { listDepth = open.count }
        open.append(UInt8(ascii: "}"))
      case UInt8(ascii: "["): open.append(UInt8(ascii: "]"))
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        guard open.popLast() == byte else { return nil }
        if let depth = listDepth, open.count < depth { return nil }
        if open.count == listDepth { end = place + 1 }
      default: break
      }
    }
    guard let end, let listDepth, open.count >= listDepth else { return nil }
    return text[..<end] + open.prefix(listDepth).reversed()
  }
}
