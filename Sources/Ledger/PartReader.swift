/// Why the bytes of a partial are none: cut, or no number that may be there.
package struct PartFault: Error, Hashable, Sendable {
  /// The fault in words, in lower case.
  package let reason: String

  package init(_ reason: String) { self.reason = reason }

  /// The bytes end within a value.
  package static let cut = PartFault("it is truncated")
  /// A number is none that may be there.
  package static let number = PartFault("a number in it is out of range")
}

/// Makes the rate cards that a partial names.
package protocol PartCards: AnyObject {
  /// Returns the card of a kind that begins then; nil where the books have none.
  func card(of kind: RateKey, from start: Instant) -> AnyObject?
}

/// Reads the bytes of a `PartWriter`, and compares every count with the bytes that are left.
package struct PartReader {
  private let bytes: [UInt8]
  private var place = 0
  private var shared: [[UInt8]] = []
  /// The texts as names, once they were requested.
  private var names: [Name?] = []
  private var cards: [AnyObject?] = []
  private let cardSource: (any PartCards)?
  /// Texts are where they are used.
  private let isPlain: Bool
  /// The index of the file whose rows are read, among the files of the reader.
  package let file: Int
  /// The rows of the piece, once they were read: no count of rows is larger.
  package var rowLimit: Int64 = 1 << 40
  /// The place of the records in the file, after it was read: every row of the piece begins there.
  package var offsets: Range<Int64> = 0..<Int64.max

  /// - Parameters:
  ///   - cards: nil where no rate card may be.
  ///   - file: the index of the file whose rows are read.
  package init(
    _ bytes: [UInt8], cards: (any PartCards)? = nil, file: Int = 0
  ) throws(PartFault) {
    self.bytes = bytes
    self.file = file
    cardSource = cards
    isPlain = false
    let count = try self.count()
    shared.reserveCapacity(count)
    for _ in 0..<count { shared.append(try blob()) }
    names = Array(repeating: nil, count: count)
    self.cards = Array(repeating: nil, count: count)
  }

  private init(plain bytes: [UInt8]) {
    self.bytes = bytes
    file = 0
    cardSource = nil
    isPlain = true
  }

  /// The number of bytes that were not read.
  package var left: Int { bytes.count - place }

  /// Requires that everything was read.
  package func end() throws(PartFault) {
    if left > 0 { throw PartFault("it has extra bytes") }
  }

  /// Takes the next number.
  @inline(__always)
  package mutating func number<Number: FixedWidthInteger>() throws(PartFault) -> Number {
    if Number.bitWidth > 64 { return try wideNumber() }
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      guard place < bytes.count else { throw .cut }
      let byte = bytes[place]
      place += 1
      if shift == 63 && byte > 1 { throw .number }
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { break }
      shift += 7
      if shift > 63 { throw .number }
    }
    let number =
      Number.isSigned
      ? Number(exactly: Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1))
      : Number(exactly: value)
    guard let number else { throw .number }
    return number
  }

  private mutating func wideNumber<Number: FixedWidthInteger>() throws(PartFault) -> Number {
    var value: UInt128 = 0
    var shift: UInt128 = 0
    while true {
      guard place < bytes.count else { throw .cut }
      let byte = bytes[place]
      place += 1
      if shift == 126 && byte > 3 { throw .number }
      value |= UInt128(byte & 0x7F) << shift
      if byte < 0x80 { break }
      shift += 7
      if shift > 126 { throw .number }
    }
    let number =
      Number.isSigned
      ? Number(exactly: Int128(bitPattern: value >> 1) ^ -Int128(bitPattern: value & 1))
      : Number(exactly: value)
    guard let number else { throw .number }
    return number
  }

  /// Takes how many values follow, each of which takes a byte at least.
  package mutating func count() throws(PartFault) -> Int {
    let count: UInt64 = try number()
    guard count <= UInt64(left) else { throw .cut }
    return Int(count)
  }

  /// Takes bytes with their number before them.
  package mutating func blob() throws(PartFault) -> [UInt8] {
    let count = try count()
    let blob = Array(bytes[place..<place + count])
    place += count
    return blob
  }

  private mutating func sharedNumber() throws(PartFault) -> Int {
    let number: UInt64 = try self.number()
    guard number < UInt64(shared.count) else { throw .number }
    return Int(number)
  }

  /// Takes the next name, which is held once for all that use it.
  package mutating func name() throws(PartFault) -> Name {
    if isPlain { return Name(bytes: try blob()) }
    let number = try sharedNumber()
    if let known = names[number] { return known }
    let name = Name(bytes: shared[number])
    names[number] = name
    return name
  }

  /// Takes the next text.
  package mutating func text() throws(PartFault) -> String { try name().description }

  /// Takes the next value.
  package mutating func value<Value: PartValue>() throws(PartFault) -> Value {
    try Value(from: &self)
  }

  /// Takes the next values, with their number before them.
  package mutating func all<Value: PartValue>() throws(PartFault) -> [Value] {
    let count = try count()
    var values: [Value] = []
    values.reserveCapacity(count)
    for _ in 0..<count { values.append(try Value(from: &self)) }
    return values
  }

  /// Takes the entries of a dictionary, each key of which may occur once.
  package mutating func entries<Key: PartValue & Hashable, Value>(
    value: (inout PartReader) throws(PartFault) -> Value
  ) throws(PartFault) -> [Key: Value] {
    let count = try count()
    var entries: [Key: Value] = [:]
    entries.reserveCapacity(count)
    for _ in 0..<count {
      let key = try Key(from: &self)
      if entries.updateValue(try value(&self), forKey: key) != nil {
        throw PartFault("it has a key twice")
      }
    }
    return entries
  }

  /// Takes the next rate card.
  package mutating func card<Card: AnyObject>() throws(PartFault) -> Card {
    let number = try sharedNumber()
    if let known = cards[number] as? Card { return known }
    var key = PartReader(plain: shared[number])
    let kind = try RateKey(from: &key)
    let start = try Instant(from: &key)
    try key.end()
    guard let card = cardSource?.card(of: kind, from: start) as? Card else {
      throw PartFault("the books lack the rates that it names")
    }
    cards[number] = card
    return card
  }
}
