/// A value that a partial holds: it is written exactly, and read without trust in any number.
package protocol PartValue {
  /// Puts the value behind what was written.
  func write(to part: inout PartWriter)
  /// Takes the next value.
  init(from part: inout PartReader) throws(PartFault)
}

/// The bytes of one section of a partial: numbers as LEB128, signed ones with the sign in the lowest bit, texts once
/// each in a table that is first.
package struct PartWriter: Sendable {
  private var body: [UInt8] = []
  private var shared: [[UInt8]] = []
  private var numbers: [[UInt8]: Int] = [:]
  /// Texts are where they are used, as in a key to sort by.
  private let isPlain: Bool

  package init() { isPlain = false }

  private init(isPlain: Bool) { self.isPlain = isPlain }

  /// The table of texts, and everything that was put.
  package var bytes: [UInt8] {
    var table = PartWriter(isPlain: true)
    table.put(count: shared.count)
    for text in shared { table.put(blob: text) }
    return table.body + body
  }

  /// Puts a number: small ones take one byte.
  @inline(__always)
  package mutating func putNumber<Number: FixedWidthInteger>(_ number: Number) {
    if Number.bitWidth <= 64 {
      var rest: UInt64
      if Number.isSigned {
        let wide = Int64(truncatingIfNeeded: number)
        rest = UInt64(bitPattern: (wide << 1) ^ (wide >> 63))
      } else {
        rest = UInt64(truncatingIfNeeded: number)
      }
      while rest >= 0x80 {
        body.append(UInt8(truncatingIfNeeded: rest) | 0x80)
        rest >>= 7
      }
      body.append(UInt8(truncatingIfNeeded: rest))
    } else {
      putWide(number)
    }
  }

  private mutating func putWide<Number: FixedWidthInteger>(_ number: Number) {
    var rest = UInt128(truncatingIfNeeded: number)
    if Number.isSigned {
      let wide = Int128(truncatingIfNeeded: number)
      rest = UInt128(bitPattern: (wide << 1) ^ (wide >> 127))
    }
    while rest >= 0x80 {
      body.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    body.append(UInt8(truncatingIfNeeded: rest))
  }

  /// Puts how many values follow.
  package mutating func put(count: Int) { putNumber(UInt64(count)) }

  /// Puts bytes with their number before them.
  package mutating func put(blob: [UInt8]) {
    put(UInt64(blob.count))
    body += blob
  }

  /// Puts a text by its number in the table.
  package mutating func put(text: [UInt8]) {
    if isPlain { return put(blob: text) }
    let number = numbers[text] ?? shared.count
    if number == shared.count {
      numbers[text] = number
      shared.append(text)
    }
    put(UInt64(number))
  }

  /// Puts a value.
  package mutating func put(_ value: some PartValue) { value.write(to: &self) }

  /// Puts how many values there are, and each.
  package mutating func put(all values: some Collection<some PartValue>) {
    put(UInt64(values.count))
    for value in values { value.write(to: &self) }
  }

  /// Puts the entries of a dictionary in the order of the bytes of their keys.
  package mutating func put<Key: PartValue, Value>(
    _ entries: [Key: Value], value: (Value, inout PartWriter) -> Void
  ) {
    put(UInt64(entries.count))
    let sorted = entries.map { (PartWriter.plain($0.key), $0) }
      .sorted { $0.0.lexicographicallyPrecedes($1.0) }
    for (_, entry) in sorted {
      entry.key.write(to: &self)
      value(entry.value, &self)
    }
  }

  /// The bytes of a value with its texts where they are used.
  private static func plain(_ value: some PartValue) -> [UInt8] {
    var part = PartWriter(isPlain: true)
    value.write(to: &part)
    return part.body
  }

  /// Puts a rate card by its kind and its first instant: whoever reads it makes it from the books again.
  package mutating func put(cardOf kind: RateKey, from start: Instant) {
    // One text for each card, whose own texts stand in it.
    var key = PartWriter(isPlain: true)
    kind.write(to: &key)
    start.write(to: &key)
    put(text: key.body)
  }
}
