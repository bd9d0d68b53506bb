import Cube
import Ledger

/// The measures of a line of `facts.csv`, written one after another with a comma before each.
struct FactFields {
  private(set) var end: UnsafeMutablePointer<UInt8>

  /// How many bytes all measures may touch.
  static let room = FactMeasures.fileCount * (1 + DecimalText.room)

  /// A decimal that was written.
  private struct Decimal {
    let value: Int128
    let start: UnsafeMutablePointer<UInt8>
    let count: Int
  }

  /// Each measure is put at its place among `FactMeasures`, in the way that fits what it mostly is.
  ///
  /// - Parameter start: where `room` bytes must be writable.
  init(_ measures: borrowing FactMeasures, at start: UnsafeMutablePointer<UInt8>) {
    precondition(FactMeasures.fileCount == 24, "a measure that is new has to be put here as well")
    end = start
    for index in 0...2 { put(varied: measures[index]) }
    for index in 3...4 { put(mostlyZero: measures[index]) }
    for index in 5...6 { put(varied: measures[index]) }
    for index in 7...10 { put(mostlyZero: measures[index]) }
    put(mostlyZero: measures[11], scale: UnitClass.second.quantityDecimals)
    let vendorCost = put(measures[12], Money.decimals)
    put(measures[13], Money.decimals, orCopy: vendorCost)
    let credits = put(measures[14], Credits.decimals)
    let listRevenue = put(measures[15], Money.decimals)
    put(measures[16], Money.decimals, orCopy: listRevenue)
    put(measures[17], Money.decimals, orCopy: vendorCost)
    put(measures[18], Credits.decimals, orCopy: credits)
    put(varied: measures[19])
    for index in 20...23 { put(mostlyZero: measures[index]) }
  }

  @inline(__always)
  private mutating func put(varied count: Int128) {
    end[0] = 0x2C
    end += 1 + DecimalText.write(varied: count, at: end + 1)
  }

  @inline(__always)
  private mutating func put(mostlyZero value: Int128, scale: Int = 0) {
    end[0] = 0x2C
    end += 1 + DecimalText.write(value, scale: scale, at: end + 1)
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
