import Ledger

extension JSONFault.Reason: PartValue {
  private static let plain: [JSONFault.Reason] = [
    .notUTF8, .byteOrderMark, .tooDeep, .controlCharacter, .escape, .loneSurrogate,
  ]

  package func write(to part: inout PartWriter) {
    switch self {
    case .expected(let words):
      part.put(UInt8(100))
      part.put(words)
    case .duplicateKey(let key):
      part.put(UInt8(101))
      part.put(key)
    case .secondList(let name):
      part.put(UInt8(102))
      part.put(name)
    case .notUTF8, .byteOrderMark, .tooDeep, .controlCharacter, .escape, .loneSurrogate:
      part.put(self, of: JSONFault.Reason.plain)
    }
  }
  package init(from part: inout PartReader) throws(PartFault) {
    let tag: UInt8 = try part.number()
    switch tag {
    case 100: self = .expected(try part.text())
    case 101: self = .duplicateKey(try part.text())
    case 102: self = .secondList(try part.text())
    default:
      guard tag < JSONFault.Reason.plain.count else { throw .number }
      self = JSONFault.Reason.plain[Int(tag)]
    }
  }
}
