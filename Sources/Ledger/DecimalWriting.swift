/// Writes exact decimals the one canonical way: no exponent, no grouping, no trailing zeros, a minus
/// only before a value that is not zero.
package enum DecimalText {
  /// Appends `value` × 10⁻ˢᶜᵃˡᵉ to `bytes`.
  package static func append(_ value: Int128, scale: Int, to bytes: inout [UInt8]) {
    if let small = Int64(exactly: value), small != .min {
      appendSmall(small, scale: scale, to: &bytes)
      return
    }
    if value < 0 { bytes.append(0x2D) }
    let (whole, fraction) = value.magnitude.quotientAndRemainder(
      dividingBy: UInt128(powerOfTen(scale)))
    appendDigits(whole, to: &bytes)
    appendFraction(fraction, scale: scale, to: &bytes)
  }

  /// Appends a whole number.
  package static func append(_ value: Int64, to bytes: inout [UInt8]) {
    if value < 0 { bytes.append(0x2D) }
    appendDigits(value.magnitude, to: &bytes)
  }

  private static func appendSmall(_ value: Int64, scale: Int, to bytes: inout [UInt8]) {
    if scale > 18 {
      if value < 0 { bytes.append(0x2D) }
      bytes.append(0x30)
      appendFraction(UInt128(value.magnitude), scale: scale, to: &bytes)
      return
    }
    if value < 0 { bytes.append(0x2D) }
    let (whole, fraction) = value.magnitude.quotientAndRemainder(
      dividingBy: UInt64(powerOfTen(scale)))
    appendDigits(whole, to: &bytes)
    appendFraction(fraction, scale: scale, to: &bytes)
  }

  private static func appendDigits<Integer: UnsignedInteger & FixedWidthInteger>(
    _ value: Integer, to bytes: inout [UInt8]
  ) {
    let start = bytes.count
    var rest = value
    repeat {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      bytes.append(UInt8(truncatingIfNeeded: digit) + 0x30)
      rest = quotient
    } while rest != 0
    bytes[start...].reverse()
  }

  /// Appends the point and the decimals of `fraction` × 10⁻ˢᶜᵃˡᵉ, nothing when it is zero.
  private static func appendFraction<Integer: UnsignedInteger & FixedWidthInteger>(
    _ fraction: Integer, scale: Int, to bytes: inout [UInt8]
  ) {
    guard fraction != 0 else { return }
    var digits = fraction
    var places = scale
    while true {
      let (quotient, digit) = digits.quotientAndRemainder(dividingBy: 10)
      guard digit == 0 else { break }
      digits = quotient
      places -= 1
    }
    bytes.append(0x2E)
    let start = bytes.count
    for _ in 0..<places {
      let (quotient, digit) = digits.quotientAndRemainder(dividingBy: 10)
      bytes.append(UInt8(truncatingIfNeeded: digit) + 0x30)
      digits = quotient
    }
    bytes[start...].reverse()
  }

  /// Returns `value` × 10⁻ˢᶜᵃˡᵉ as text.
  package static func string(_ value: Int128, scale: Int) -> String {
    var bytes: [UInt8] = []
    append(value, scale: scale, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
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
