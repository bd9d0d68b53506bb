/// Writes exact decimals the one canonical way: no exponent, no grouping, no trailing zeros, a minus
/// only before a value that is not zero.
package enum DecimalText {
  /// Appends `value` × 10⁻ˢᶜᵃˡᵉ to `bytes`.
  @inline(__always)
  package static func append(_ value: Int128, scale: Int, to bytes: inout [UInt8]) {
    if value >= 0 && value < 10 && (scale == 0 || value == 0) {
      bytes.append(UInt8(truncatingIfNeeded: value) + 0x30)
    } else {
      appendLong(value, scale: scale, to: &bytes)
    }
  }

  /// Appends a whole number.
  package static func append(_ value: Int64, to bytes: inout [UInt8]) {
    append(Int128(value), scale: 0, to: &bytes)
  }

  /// The longest text has 39 digits, a sign, a point and a zero before it.
  private static let longest = 48

  /// Digits come from the last to the first, so they are put together aside and appended at once.
  @inline(never)
  private static func appendLong(_ value: Int128, scale: Int, to bytes: inout [UInt8]) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: longest) { room in
      var digits = BackwardDigits(room: room, start: longest)
      let magnitude = value.magnitude
      if let small = UInt64(exactly: magnitude), scale == 0 {
        digits.put(small)
      } else if scale <= 18, let one = UInt64(exactly: powerOfTen(scale)),
        UInt64(truncatingIfNeeded: magnitude >> 64) < one
      {
        // One division of the processor; its condition is that the quotient has 64 bits.
        let (whole, fraction) = one.dividingFullWidth(
          (UInt64(truncatingIfNeeded: magnitude >> 64), UInt64(truncatingIfNeeded: magnitude)))
        digits.put(fraction: fraction, scale: scale)
        digits.put(whole)
      } else {
        let (whole, fraction) = magnitude.quotientAndRemainder(
          dividingBy: UInt128(powerOfTen(scale)))
        digits.put(fraction: fraction, scale: scale)
        digits.put(whole)
      }
      if value < 0 { digits.put(byte: 0x2D) }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: room[digits.start...]))
    }
  }

  /// Returns `value` × 10⁻ˢᶜᵃˡᵉ as text.
  package static func string(_ value: Int128, scale: Int) -> String {
    var bytes: [UInt8] = []
    append(value, scale: scale, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// Digits written from the end of a piece of memory towards its start.
private struct BackwardDigits {
  let room: UnsafeMutableBufferPointer<UInt8>
  /// Where the text begins so far.
  var start: Int

  @inline(__always)
  mutating func put(byte: UInt8) {
    start -= 1
    room[start] = byte
  }

  /// Puts at least one digit.
  @inline(__always)
  mutating func put<Integer: UnsignedInteger & FixedWidthInteger>(_ value: Integer) {
    var rest = value
    while rest > 9 {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      put(byte: UInt8(truncatingIfNeeded: digit) + 0x30)
      rest = quotient
    }
    put(byte: UInt8(truncatingIfNeeded: rest) + 0x30)
  }

  /// Puts the point and the decimals of `fraction` × 10⁻ˢᶜᵃˡᵉ, nothing when it is zero.
  @inline(__always)
  mutating func put<Integer: UnsignedInteger & FixedWidthInteger>(
    fraction: Integer, scale: Int
  ) {
    guard fraction != 0 else { return }
    var digits = fraction
    var places = scale
    // Money ends with many zeros: they go in groups first.
    while digits % 10_000_000 == 0 {
      digits /= 10_000_000
      places -= 7
    }
    while digits % 10 == 0 {
      digits /= 10
      places -= 1
    }
    for _ in 0..<places {
      let (quotient, digit) = digits.quotientAndRemainder(dividingBy: 10)
      put(byte: UInt8(truncatingIfNeeded: digit) + 0x30)
      digits = quotient
    }
    put(byte: 0x2E)
  }
}

extension Money: CustomStringConvertible {
  /// USD as a canonical decimal, without the currency.
  package var description: String { DecimalText.string(attodollars, scale: Money.decimals) }
}

extension Credits: CustomStringConvertible {
  /// Credits as a canonical decimal.
  package var description: String {
    DecimalText.string(Int128(microcredits), scale: Credits.decimals)
  }
}

extension Multiplier: CustomStringConvertible {
  /// The multiplier as a canonical decimal.
  package var description: String {
    DecimalText.string(Int128(millionths), scale: Multiplier.decimals)
  }
}

extension Percent: CustomStringConvertible {
  /// The percentage as a canonical decimal, without a sign for percent.
  package var description: String {
    DecimalText.string(Int128(millionths), scale: Percent.decimals)
  }
}
