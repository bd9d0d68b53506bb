import Ledger
import Parsing

/// JSON (RFC 8259) read into a flat list of values that serves one text after another, so that reading a row
/// allocates nothing.
///
/// It accepts exactly what `JSONReader` does without comments, but for keys that occur twice, which
/// `SourceValue` finds where one is requested. Why a text is refused, and where, only `JSONReader` says.
final class JSONTape {
  /// One value; those within it follow it.
  struct Node {
    var kind: SourceValue.Kind
    /// A string with escapes stays as it was written.
    var hasEscapes = false
    var keyHasEscapes = false
    /// The content; of a string without its quotes.
    var start: UInt32
    var end: UInt32 = 0
    var keyStart: UInt32 = 0
    var keyEnd: UInt32 = 0
    /// The place in the list of what follows this value and all within it.
    var next: UInt32 = 0
  }

  /// The result of reading.
  enum Outcome: Equatable {
    /// The value ends before this byte.
    case value(end: Int)
    /// The bytes end within the value.
    case incomplete
    case refused
  }

  /// As many as the largest object has that is looked at, of twice `RowFault.recordLimit` bytes: two bytes a value.
  ///
  /// Of a larger one only the end is requested, and the last node is written over.
  fileprivate static let nodeLimit = RowFault.recordLimit - 2

  private(set) var nodes: UnsafeMutablePointer<Node>
  private var capacity = 256

  init() { nodes = .allocate(capacity: capacity) }

  deinit { nodes.deallocate() }

  /// Reads the value that begins at `start` or after blanks there, and goes on to `end` at most.
  ///
  /// - Parameter hasQuotePairs: every quote is doubled, as in a field of CSV.
  func read(
    _ base: UnsafePointer<UInt8>, from start: Int, to end: Int, hasQuotePairs: Bool = false
  ) -> Outcome {
    guard end < Int(UInt32.max) else { return .refused }
    var cursor = JSONCursor(
      base: base, at: start, end: end, quoteWidth: hasQuotePairs ? 2 : 1, nodes: nodes,
      capacity: capacity)
    let isValue = cursor.value(depth: 0)
    nodes = cursor.nodes
    capacity = cursor.capacity
    if isValue { return .value(end: cursor.at) }
    return cursor.at >= end ? .incomplete : .refused
  }
}

/// The position at which a tape is being read.
private struct JSONCursor {
  let base: UnsafePointer<UInt8>
  var at: Int
  let end: Int
  let quoteWidth: Int
  var nodes: UnsafeMutablePointer<JSONTape.Node>
  var capacity: Int
  var count = 0

  private mutating func append(_ node: JSONTape.Node) -> Int {
    if count > JSONTape.nodeLimit { count &-= 1 }
    if count == capacity {
      let larger = UnsafeMutablePointer<JSONTape.Node>.allocate(capacity: capacity * 2)
      larger.update(from: nodes, count: count)
      nodes.deallocate()
      nodes = larger
      capacity *= 2
    }
    nodes[count] = node
    count &+= 1
    return count &- 1
  }

  @inline(__always)
  mutating func skipBlanks() {
    while at < end {
      let byte = base[at]
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
      at &+= 1
    }
  }

  /// Reads a value; false where there is none, or the bytes end within it, then `at` is not before the end.
  mutating func value(depth: Int) -> Bool {
    skipBlanks()
    guard at < end else { return false }
    let byte = base[at]
    let index = append(JSONTape.Node(kind: .number, start: UInt32(truncatingIfNeeded: at)))
    let isValue: Bool
    switch byte {
    case 0x22:
      nodes[index].kind = .string
      nodes[index].start &+= UInt32(truncatingIfNeeded: quoteWidth)
      let span = string()
      guard let span else { return false }
      nodes[index].hasEscapes = span.hasEscapes
      nodes[index].end = UInt32(truncatingIfNeeded: span.end)
      nodes[index].next = UInt32(truncatingIfNeeded: count)
      return true
    case 0x7B:
      nodes[index].kind = .object
      isValue = depth < JSONReader.depthLimit && object(depth: depth)
    case 0x5B:
      nodes[index].kind = .array
      isValue = depth < JSONReader.depthLimit && array(depth: depth)
    case 0x74:
      nodes[index].kind = .isTrue
      isValue = word("true")
    case 0x66:
      nodes[index].kind = .isFalse
      isValue = word("false")
    case 0x6E:
      nodes[index].kind = .null
      isValue = word("null")
    default: isValue = number()
    }
    nodes[index].end = UInt32(truncatingIfNeeded: at)
    nodes[index].next = UInt32(truncatingIfNeeded: count)
    return isValue
  }

  private mutating func object(depth: Int) -> Bool {
    at &+= 1
    skipBlanks()
    if at < end && base[at] == 0x7D {
      at &+= 1
      return true
    }
    while at < end {
      guard base[at] == 0x22 else { return false }
      let keyStart = at &+ quoteWidth
      guard let key = string() else { return false }
      skipBlanks()
      guard at < end, base[at] == 0x3A else { return false }
      at &+= 1
      let index = count
      guard value(depth: depth &+ 1) else { return false }
      nodes[index].keyStart = UInt32(truncatingIfNeeded: keyStart)
      nodes[index].keyEnd = UInt32(truncatingIfNeeded: key.end)
      nodes[index].keyHasEscapes = key.hasEscapes
      skipBlanks()
      guard at < end else { return false }
      let byte = base[at]
      guard byte == 0x2C || byte == 0x7D else { return false }
      at &+= 1
      if byte == 0x7D { return true }
      skipBlanks()
    }
    return false
  }

  private mutating func array(depth: Int) -> Bool {
    at &+= 1
    skipBlanks()
    if at < end && base[at] == 0x5D {
      at &+= 1
      return true
    }
    while at < end {
      guard value(depth: depth &+ 1) else { return false }
      skipBlanks()
      guard at < end else { return false }
      let byte = base[at]
      guard byte == 0x2C || byte == 0x5D else { return false }
      at &+= 1
      if byte == 0x5D { return true }
    }
    return false
  }

  private mutating func word(_ word: StaticString) -> Bool {
    for index in 0..<word.utf8CodeUnitCount {
      guard at < end, base[at] == word.utf8Start[index] else { return false }
      at &+= 1
    }
    return true
  }

  private mutating func number() -> Bool {
    if at < end && base[at] == 0x2D { at &+= 1 }
    if at < end && base[at] == 0x30 { at &+= 1 } else if !digits() { return false }
    if at < end && base[at] == 0x2E {
      at &+= 1
      guard digits() else { return false }
    }
    if at < end && base[at] | 0x20 == 0x65 {
      at &+= 1
      if at < end && (base[at] == 0x2B || base[at] == 0x2D) { at &+= 1 }
      guard digits() else { return false }
    }
    return true
  }

  @inline(__always)
  private mutating func digits() -> Bool {
    let start = at
    while at < end && base[at] &- 0x30 < 10 { at &+= 1 }
    return at > start
  }

  /// Reads from an opening quote to after the closing one; returns where the content ends.
  private mutating func string() -> (end: Int, hasEscapes: Bool)? {
    guard quote() else { return nil }
    var hasEscapes = false
    while at < end {
      // Eight bytes at a time as long as none of them is a quote, a backslash, a control or not ASCII.
      while at &+ 8 <= end {
        let word = load(base + at)
        let special =
          zeroBytes(word ^ 0x2222_2222_2222_2222) | zeroBytes(word ^ 0x5C5C_5C5C_5C5C_5C5C)
          | (word &- 0x2020_2020_2020_2020) | word
        guard special & 0x8080_8080_8080_8080 == 0 else { break }
        at &+= 8
      }
      guard at < end else { return nil }
      let byte = base[at]
      if byte == 0x22 {
        let end = at
        return quote() ? (end, hasEscapes) : nil
      }
      if byte == 0x5C {
        hasEscapes = true
        guard escape() else { return nil }
      } else if byte < 0x20 {
        return nil
      } else if byte < 0x80 {
        at &+= 1
      } else {
        let width = utf8Length(base, at: at, end: end)
        guard width > 0 else {
          if width < 0 { at = end }
          return nil
        }
        at &+= width
      }
    }
    return nil
  }

  /// Passes a quote, which may be written as two.
  @inline(__always)
  private mutating func quote() -> Bool {
    at &+= 1
    guard quoteWidth == 2 else { return true }
    guard at < end, base[at] == 0x22 else { return false }
    at &+= 1
    return true
  }

  private mutating func escape() -> Bool {
    at &+= 1
    guard at < end else { return false }
    switch base[at] {
    case 0x22: return quote()
    case 0x5C, 0x2F, 0x62, 0x66, 0x6E, 0x72, 0x74:
      at &+= 1
      return true
    case 0x75:
      at &+= 1
      guard let code = hexadecimal() else { return false }
      guard 0xD800..<0xE000 ~= code else { return true }
      guard code < 0xDC00 else { return false }
      guard at &+ 1 < end else {
        at = end
        return false
      }
      guard base[at] == 0x5C, base[at &+ 1] == 0x75 else { return false }
      at &+= 2
      guard let low = hexadecimal() else { return false }
      return 0xDC00..<0xE000 ~= low
    default: return false
    }
  }

  private mutating func hexadecimal() -> UInt32? {
    guard at &+ 4 <= end else {
      at = end
      return nil
    }
    guard let code = hexadecimalCode(base, at: at) else { return nil }
    at &+= 4
    return code
  }
}
