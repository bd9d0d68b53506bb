import Cube
import Ledger

/// The measures and the realised revenue of a line of `facts.csv`, written one after another with a comma before each.
struct FactFields {
  private(set) var end: UnsafeMutablePointer<UInt8>

  /// The maximum number of bytes of all measures.
  static let room = (FactMeasures.fileCount + 1) * (1 + DecimalText.room)

  /// A decimal that was written.
  private struct Decimal {
    let value: Int128
    let start: UnsafeMutablePointer<UInt8>
    let count: Int
  }

  /// Each measure is put at its place among `FactMeasures`, in the way that fits what it mostly is.
  ///
  /// - Parameters:
  ///   - realised: the realised revenue in 10⁻¹⁸ USD.
  ///   - start: where `room` bytes must be writable.
  init(
    _ measures: borrowing FactMeasures, realised: Int128, at start: UnsafeMutablePointer<UInt8>
  ) {
    precondition(FactMeasures.fileCount == 30, "a measure that is new has to be put here as well")
    end = start
    for index in 0...2 { put(varied: measures[index]) }
    put(mostlyZero: measures, 3...4)
    for index in 5...6 { put(varied: measures[index]) }
    put(mostlyZero: measures, 7...11)
    let vendorCost = put(measures[12], Money.decimals)
    put(measures[13], Money.decimals, orCopy: vendorCost)
    let credits = put(measures[14], Credits.decimals)
    let listRevenue = put(measures[15], Money.decimals)
    put(measures[16], Money.decimals, orCopy: listRevenue)
    put(measures[17], Money.decimals, orCopy: vendorCost)
    put(measures[18], Credits.decimals, orCopy: credits)
    put(varied: measures[19])
    put(mostlyZero: measures, 20...26)
    put(mostlyZero: measures, 27...29)
    if realised == 0 { putZero() } else { _ = put(realised, Money.decimals) }
  }

  @inline(__always)
  private mutating func put(varied count: Int128) {
    end[0] = 0x2C
    end += 1 + DecimalText.write(varied: count, at: end + 1)
  }

  /// Puts measures of which a line mostly has none.
  @inline(__always)
  private mutating func put(
    mostlyZero measures: borrowing FactMeasures, _ places: ClosedRange<Int>
  ) {
    // One question for all: they are all zero when no bit of any is set.
    var bits: Int128 = 0
    for index in places { bits |= measures[index] }
    guard bits == 0 else {
      for index in places { _ = put(measures[index], FactMeasures.scales[index]) }
      return
    }
    for _ in places { putZero() }
  }

  /// Puts a comma and a zero.
  @inline(__always)
  private mutating func putZero() {
    UnsafeMutableRawPointer(end).storeBytes(of: UInt16(0x302C).littleEndian, as: UInt16.self)
    end += 2
  }

  @inline(__always)
  private mutating func put(_ value: Int128, _ scale: Int) -> Decimal {
    end[0] = 0x2C
    let start = end + 1
    let count = DecimalText.write(value, scale: scale, at: start)
    end = start + count
    return Decimal(value: value, start: start, count: count)
  }

  /// Puts a decimal that nearly always is another one of the same scale: to copy its text takes a fifth of making it.
  @inline(__always)
  private mutating func put(_ value: Int128, _ scale: Int, orCopy other: Decimal) {
    /// A known size, which nearly every decimal has, needs no call.
    let size = 32
    guard value == other.value, other.count <= size else {
      _ = put(value, scale)
      return
    }
    end[0] = 0x2C
    UnsafeMutableRawPointer(end + 1).copyMemory(from: other.start, byteCount: size)
    end += 1 + other.count
  }
}
