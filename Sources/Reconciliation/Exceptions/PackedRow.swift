import Ledger

/// A row of a list that may be very long, which is kept as few bytes.
package protocol PackedRow: Sendable {
  /// The shared data to which the bytes of many rows refer by number.
  associatedtype Shared: SharedByRows
  /// The order of the rows of one place.
  var order: UInt8 { get }
  var location: RowLocation { get set }
  /// Puts everything but order and location.
  func pack(into bytes: inout PackedBytes, _ shared: inout Shared)
  /// Makes the row that was packed.
  init(order: UInt8, location: RowLocation, _ bytes: inout PackedReader, _ shared: Shared)
}

/// Values that many packed rows name by their numbers.
package protocol SharedByRows: Sendable {
  init()
  /// The same values without the index that finds the number of one: rows may still be read, and packed with new numbers.
  var withoutIndex: Self { get }
}

/// Values as bytes, one after another: small numbers take one byte.
package struct PackedBytes {
  package private(set) var bytes: [UInt8] = []

  package init() {}

  /// Keeps the memory for what is put next.
  package mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  /// Puts a number behind what is there.
  package mutating func put(_ number: some FixedWidthInteger) {
    // The sign is the lowest bit, so that numbers near zero are small.
    let wide = Int128(number)
    var rest = UInt128(bitPattern: (wide << 1) ^ (wide >> 127))
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  /// Puts other bytes behind what is there.
  package mutating func append(_ other: PackedBytes) { bytes += other.bytes }

  /// Puts a name, with its length before it.
  package mutating func put(_ name: Name) {
    put(name.bytes.count)
    bytes += name.bytes
  }

  /// Puts whether there is a number, and the number.
  package mutating func put(orNil number: (some FixedWidthInteger)?) {
    put(number == nil ? 0 : 1)
    if let number { put(number) }
  }

  /// Puts the place of a row.
  package mutating func put(_ location: RowLocation) {
    put(location.slice)
    put(location.piece)
    put(location.offset)
    put(location.line)
  }
}

/// Reads what `PackedBytes` put.
package struct PackedReader {
  private let bytes: UnsafeRawBufferPointer
  package private(set) var place: Int

  /// - Parameter bytes: outlive the reader.
  package init(_ bytes: UnsafeRawBufferPointer, at place: Int = 0) {
    self.bytes = bytes
    self.place = place
  }

  /// Takes the next number.
  package mutating func number<Number: FixedWidthInteger>() -> Number {
    var value: UInt128 = 0
    var shift: UInt128 = 0
    while true {
      let byte = bytes[place]
      place += 1
      value |= UInt128(byte & 0x7F) << shift
      if byte < 0x80 { break }
      shift += 7
    }
    return Number(
      truncatingIfNeeded: Int128(bitPattern: value >> 1) ^ -Int128(bitPattern: value & 1))
  }

  /// Takes the next number, or nil where none was put.
  package mutating func numberOrNil<Number: FixedWidthInteger>() -> Number? {
    let isThere: Int = number()
    return isThere == 0 ? nil : number()
  }

  /// Takes the next name.
  package mutating func name() -> Name {
    let count: Int = number()
    let text = bytes[place..<place + count]
    place += count
    return count == 0 ? .empty : Name(bytes: text)
  }

  /// Takes the next place of a row.
  package mutating func location() -> RowLocation {
    RowLocation(slice: number(), piece: number(), offset: number(), line: number())
  }

  /// Passes over bytes.
  package mutating func skip(_ count: Int) { place += count }
}
