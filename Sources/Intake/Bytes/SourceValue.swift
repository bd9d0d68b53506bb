import Ledger

/// A value of a record in another tool's format: a cell of a CSV, or a value of JSON; its bytes stay where
/// they were read.
///
/// It is valid until the next record is read.
struct SourceValue {
  /// The kind of a value.
  enum Kind: UInt8 {
    case missing
    case null, isTrue, isFalse, number, string, array, object
    /// A cell of a CSV, whose type only its column tells.
    case cell
    /// A member whose key is there twice, so that its meaning is ambiguous.
    case twice
  }

  let kind: Kind
  /// The content as it was written; of a string without its quotes.
  let bytes: Bytes
  /// The byte in the scanned bytes where a message about it points.
  let place: Int
  /// A string of JSON that has escapes in it.
  var hasEscapes = false
  /// Of a value of JSON, its place on its tape, and where that text begins.
  private var nodes: UnsafePointer<JSONTape.Node>?
  private var index = 0
  private var base: UnsafePointer<UInt8>?
  /// The place for messages about the values inside this one; nil: their own places.
  private var fixedPlace: Int?
  /// Every quote within is doubled, as in a field of CSV.
  private(set) var hasQuotePairs = false

  /// Nothing, at `place`.
  static func missing(at place: Int) -> SourceValue {
    SourceValue(kind: .missing, bytes: Bytes(start: nil, count: 0), place: place)
  }

  /// Returns a value that appears twice, at `place`.
  static func twice(at place: Int) -> SourceValue {
    SourceValue(kind: .twice, bytes: Bytes(start: nil, count: 0), place: place)
  }

  /// A cell of a CSV.
  init(cell bytes: Bytes, place: Int) {
    self.init(kind: .cell, bytes: bytes, place: place)
  }

  /// The whole value on `tape`, which was read from `base`.
  ///
  /// - Parameter place: where messages point for all within; nil where the text is the record itself.
  init(
    _ tape: JSONTape, base: UnsafePointer<UInt8>, place: Int? = nil, hasQuotePairs: Bool = false
  ) {
    self.init(tape.nodes, index: 0, base: base, fixedPlace: place, hasQuotePairs: hasQuotePairs)
  }

  private init(kind: Kind, bytes: Bytes, place: Int) {
    self.kind = kind
    self.bytes = bytes
    self.place = place
  }

  private init(
    _ nodes: UnsafePointer<JSONTape.Node>, index: Int, base: UnsafePointer<UInt8>, fixedPlace: Int?,
    hasQuotePairs: Bool
  ) {
    let node = nodes[index]
    kind = node.kind
    bytes = Bytes(start: base + Int(node.start), count: Int(node.end - node.start))
    // A string begins with its quote.
    place = fixedPlace ?? Int(node.start) - (node.kind == .string ? 1 : 0)
    hasEscapes = node.hasEscapes
    self.nodes = nodes
    self.index = index
    self.base = base
    self.fixedPlace = fixedPlace
    self.hasQuotePairs = hasQuotePairs
  }

  /// True if the value says nothing.
  var isBlank: Bool {
    switch kind {
    case .missing, .null: true
    case .cell, .string: bytes.isEmpty
    case .isTrue, .isFalse, .number, .array, .object, .twice: false
    }
  }

  /// True if the value says one thing.
  ///
  /// It is not a list, an object, a repeated member or nothing.
  var isScalar: Bool {
    switch kind {
    case .cell, .string, .number, .isTrue, .isFalse: true
    case .missing, .null, .array, .object, .twice: false
    }
  }

  /// The member `key` of an object; missing where there is none, or this is no object.
  subscript(key: StaticString) -> SourceValue { member { $0.isNamed(key, $1) } }

  /// The member whose key is the text `key`; missing where there is none, or this is no object.
  func member(_ key: [UInt8]) -> SourceValue {
    member { node, base in
      let (start, end) = (Int(node.keyStart), Int(node.keyEnd))
      let text = Bytes(start: base + start, count: end - start)
      return node.keyHasEscapes ? JSONEscape.unescaped(text) == key : text.elementsEqual(key)
    }
  }

  @inline(__always)
  private func member(
    where isNamed: (JSONTape.Node, UnsafePointer<UInt8>) -> Bool
  ) -> SourceValue {
    guard kind == .object, let nodes, let base else { return .missing(at: place) }
    var at = index &+ 1
    let end = Int(nodes[index].next)
    var found = -1
    while at < end {
      if isNamed(nodes[at], base) {
        if found >= 0 { return SourceValue(kind: .twice, bytes: bytes, place: place) }
        found = at
      }
      at = Int(nodes[at].next)
    }
    guard found >= 0 else { return .missing(at: place) }
    return SourceValue(
      nodes, index: found, base: base, fixedPlace: fixedPlace, hasQuotePairs: hasQuotePairs)
  }

  /// Calls `body` with each value of a list, or of the members of an object, in order.
  func forEach(_ body: (SourceValue) -> Void) { forEachMember { body($1) } }

  /// The same with the key of each as it is written, without its quotes; those of a list have none.
  func forEachMember(_ body: (_ key: Bytes, _ value: SourceValue) -> Void) {
    guard kind == .array || kind == .object, let nodes, let base else { return }
    var at = index &+ 1
    let end = Int(nodes[index].next)
    while at < end {
      let (start, keyEnd) = (Int(nodes[at].keyStart), Int(nodes[at].keyEnd))
      body(
        Bytes(start: base + start, count: keyEnd - start),
        SourceValue(
          nodes, index: at, base: base, fixedPlace: fixedPlace, hasQuotePairs: hasQuotePairs))
      at = Int(nodes[at].next)
    }
  }

  /// The keys of an object in order, without their escapes.
  var keys: [String] {
    guard kind == .object, let nodes, let base else { return [] }
    var keys: [String] = []
    var at = index + 1
    while at < Int(nodes[index].next) {
      let (start, end) = (Int(nodes[at].keyStart), Int(nodes[at].keyEnd))
      let text = Bytes(start: base + start, count: end - start)
      keys.append(
        nodes[at].keyHasEscapes
          ? String(decoding: JSONEscape.unescaped(text), as: UTF8.self)
          : String(decoding: text, as: UTF8.self))
      at = Int(nodes[at].next)
    }
    return keys
  }

  /// True if the value says true: in any case, or as 1.
  var saysTrue: Bool {
    if spells("1") || kind == .isTrue { return true }
    guard kind == .cell || kind == .string, bytes.count == 4 else { return false }
    return zip(bytes, "true".utf8).allSatisfy { $0 | 0x20 == $1 }
  }

  /// Returns true if the value is the text `word`, in quotes or as a cell.
  static func == (value: SourceValue, word: StaticString) -> Bool {
    (value.kind == .string || value.kind == .cell) && value.spells(word)
  }

  /// Returns true if its bytes are those of `word`.
  func spells(_ word: StaticString) -> Bool {
    guard bytes.count == word.utf8CodeUnitCount, let start = bytes.baseAddress else {
      return bytes.isEmpty && word.utf8CodeUnitCount == 0
    }
    return equalBytes(start, word.utf8Start, count: bytes.count)
  }

  /// Returns true if its bytes begin with those of `word`.
  func begins(with word: StaticString) -> Bool {
    guard bytes.count >= word.utf8CodeUnitCount, let start = bytes.baseAddress else { return false }
    return equalBytes(start, word.utf8Start, count: word.utf8CodeUnitCount)
  }
}

extension SourceValue {
  /// The content of a string with its escapes replaced.
  var unescaped: [UInt8] {
    guard hasQuotePairs else { return JSONEscape.unescaped(bytes) }
    let single = [UInt8](unsafeUninitializedCapacity: bytes.count) { room, count in
      count = room.baseAddress.map { FieldSplitter.writeUndoubled(bytes, to: $0) } ?? 0
    }
    return single.withUnsafeBufferPointer(JSONEscape.unescaped)
  }
}

extension JSONTape.Node {
  /// Returns true if the member's key is `key`, however it is written.
  fileprivate func isNamed(_ key: StaticString, _ base: UnsafePointer<UInt8>) -> Bool {
    let count = Int(keyEnd &- keyStart)
    if keyHasEscapes {
      let text = Bytes(start: base + Int(keyStart), count: count)
      return JSONEscape.unescaped(text).elementsEqual(
        UnsafeBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount))
    }
    guard count == key.utf8CodeUnitCount else { return false }
    return equalBytes(base + Int(keyStart), key.utf8Start, count: count)
  }
}

/// Takes the escapes out of strings of JSON that a tape has read.
enum JSONEscape {
  /// Returns the text that `string`, without its quotes, means.
  static func unescaped(_ string: Bytes) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: string.count) { room, count in
      guard let base = room.baseAddress else { return }
      count = write(string, to: base)
    }
  }

  /// Writes that text to `out`, which has room for as many bytes as `string` has; returns how many it took.
  static func write(_ string: Bytes, to out: UnsafeMutablePointer<UInt8>) -> Int {
    guard let base = string.baseAddress else { return 0 }
    var at = 0
    var count = 0
    while at < string.count {
      while at &+ 8 <= string.count {
        let word = load(base + at)
        guard zeroBytes(word ^ 0x5C5C_5C5C_5C5C_5C5C) == 0 else { break }
        UnsafeMutableRawPointer(out + count).storeBytes(of: word, as: UInt64.self)
        at &+= 8
        count &+= 8
      }
      guard at < string.count else { break }
      let byte = base[at]
      at &+= 1
      guard byte == 0x5C else {
        out[count] = byte
        count &+= 1
        continue
      }
      let kind = base[at]
      at &+= 1
      switch kind {
      case 0x62: out[count] = 0x08
      case 0x66: out[count] = 0x0C
      case 0x6E: out[count] = 0x0A
      case 0x72: out[count] = 0x0D
      case 0x74: out[count] = 0x09
      case 0x75:
        count &+= writeCharacter(base, at: &at, to: out + count)
        continue
      default: out[count] = kind
      }
      count &+= 1
    }
    return count
  }

  /// Writes the character that four digits at `at`, or two fours of them, represent.
  private static func writeCharacter(
    _ base: UnsafePointer<UInt8>, at: inout Int, to out: UnsafeMutablePointer<UInt8>
  ) -> Int {
    var code = hexadecimalCode(base, at: at) ?? 0xFFFD
    at += 4
    if 0xD800..<0xDC00 ~= code {
      let low = hexadecimalCode(base, at: at + 2) ?? 0xDC00
      code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
      at += 6
    }
    guard let scalar = Unicode.Scalar(code) else {
      preconditionFailure("a tape has no half of a surrogate pair in it")
    }
    var count = 0
    for byte in UTF8.encode(scalar).map(Array.init) ?? [] {
      out[count] = byte
      count += 1
    }
    return count
  }
}
