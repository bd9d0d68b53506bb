/// Writes exact decimals the one canonical way: no exponent, no grouping, no trailing zeros, a minus
/// only before a value that is not zero.
package enum DecimalText {
  /// Appends `value` × 10⁻ˢᶜᵃˡᵉ to `bytes`.
  package static func append(_ value: Int128, scale: Int, to bytes: inout [UInt8]) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: room) { text in
      guard let start = text.baseAddress else { return }
      let count = write(value, scale: scale, at: start)
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[..<count]))
    }
  }

  /// Appends a whole number.
  package static func append(_ value: Int64, to bytes: inout [UInt8]) {
    append(Int128(value), scale: 0, to: &bytes)
  }

  /// The maximum number of bytes that a text may touch.
  ///
  /// It is 39 digits, a sign, a point and a zero before it, and the rest of a word of eight digits.
  package static let room = 56

  /// Writes `value` × 10⁻ˢᶜᵃˡᵉ at `start`, where `room` bytes must be writable, and returns how many it took.
  @inline(__always)
  package static func write(
    _ value: Int128, scale: Int, at start: UnsafeMutablePointer<UInt8>
  ) -> Int {
    if value >= 0 && value < 10 && (scale == 0 || value == 0) {
      start[0] = UInt8(truncatingIfNeeded: value) + 0x30
      return 1
    }
    return writeLong(value, scale: scale, at: start)
  }

  /// Writes a count of a column in which zeros, few digits and many take turns: no number of up to eight digits
  /// is distinguished from another by a branch, which the processor would guess wrong.
  @inline(__always)
  package static func write(varied count: Int128, at start: UnsafeMutablePointer<UInt8>) -> Int {
    let small = UInt64(truncatingIfNeeded: count)
    guard Int128(small) == count, small < 100_000_000 else {
      return writeLong(count, scale: 0, at: start)
    }
    var digits = ForwardDigits(at: start)
    digits.put(leading: small)
    return digits.end - start
  }

  @inline(never)
  private static func writeLong(
    _ value: Int128, scale: Int, at start: UnsafeMutablePointer<UInt8>
  ) -> Int {
    var digits = ForwardDigits(at: start)
    if value < 0 { digits.put(byte: 0x2D) }
    let magnitude = value.magnitude
    // Known divisors become products; what people pay in a day has 64 bits of attodollars.
    if let small = UInt64(exactly: magnitude) {
      switch scale {
      case 0:
        digits.put(small)
        return digits.end - start
      case 6:
        digits.put(small / 1_000_000)
        digits.put(fraction: small % 1_000_000 * 1_000_000_000_000)
        return digits.end - start
      case 18:
        digits.put(small / 1_000_000_000_000_000_000)
        digits.put(fraction: small % 1_000_000_000_000_000_000)
        return digits.end - start
      default: break
      }
    }
    guard scale <= 18, let one = UInt64(exactly: powerOfTen(scale)),
      UInt64(truncatingIfNeeded: magnitude >> 64) < one
    else {
      let (whole, fraction) = magnitude.quotientAndRemainder(dividingBy: UInt128(powerOfTen(scale)))
      digits.put(wide: whole)
      if fraction > 0 { digits.put(wideFraction: fraction, scale: scale) }
      return digits.end - start
    }
    // One division of the processor; its condition is that the quotient has 64 bits.
    let (whole, fraction) = one.dividingFullWidth(
      (UInt64(truncatingIfNeeded: magnitude >> 64), UInt64(truncatingIfNeeded: magnitude)))
    digits.put(whole)
    digits.put(fraction: fraction * UInt64(truncatingIfNeeded: powerOfTen(18 - scale)))
    return digits.end - start
  }

  /// Returns `value` × 10⁻ˢᶜᵃˡᵉ as text.
  package static func string(_ value: Int128, scale: Int) -> String {
    var bytes: [UInt8] = []
    append(value, scale: scale, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// Digits written one word of eight after another; a word may write after the last digit.
private struct ForwardDigits {
  private(set) var end: UnsafeMutablePointer<UInt8>

  init(at start: UnsafeMutablePointer<UInt8>) { end = start }

  @inline(__always)
  mutating func put(byte: UInt8) {
    end[0] = byte
    end += 1
  }

  /// Puts at least one digit.
  @inline(__always)
  mutating func put(_ value: UInt64) {
    if value < 100_000_000 {
      put(leading: value)
    } else if value < 10_000_000_000_000_000 {
      put(leading: value / 100_000_000)
      put(eight: value % 100_000_000)
    } else {
      put(leading: value / 10_000_000_000_000_000)
      put(eight: value / 100_000_000 % 100_000_000)
      put(eight: value % 100_000_000)
    }
  }

  /// Puts a number of up to 39 digits, which few are.
  mutating func put(wide value: UInt128) {
    let (high, low) = value.quotientAndRemainder(dividingBy: 10_000_000_000_000_000)
    if high == 0 { return put(UInt64(truncatingIfNeeded: low)) }
    put(wide: high)
    put(eight: UInt64(truncatingIfNeeded: low / 100_000_000))
    put(eight: UInt64(truncatingIfNeeded: low % 100_000_000))
  }

  /// Puts the point and the decimals of `fraction` × 10⁻¹⁸, nothing if that is zero.
  @inline(__always)
  mutating func put(fraction: UInt64) {
    if fraction == 0 { return }
    put(byte: 0x2E)
    let (first, rest) = fraction.quotientAndRemainder(dividingBy: 10_000_000_000)
    if rest == 0 { return put(trailing: first) }
    put(eight: first)
    let (second, last) = rest.quotientAndRemainder(dividingBy: 100)
    if last == 0 { return put(trailing: second) }
    put(eight: second)
    put(byte: UInt8(truncatingIfNeeded: last / 10) + 0x30)
    if last % 10 != 0 { put(byte: UInt8(truncatingIfNeeded: last % 10) + 0x30) }
  }

  /// Puts the point and the decimals of a fraction with more than 18 decimals, which few have.
  mutating func put(wideFraction fraction: UInt128, scale: Int) {
    put(byte: 0x2E)
    var digits = fraction
    for place in stride(from: scale - 1, through: 0, by: -1) {
      end[place] = UInt8(truncatingIfNeeded: digits % 10) + 0x30
      digits /= 10
    }
    end += scale
    while end[-1] == 0x30 { end -= 1 }
  }

  /// Puts a number of at most eight digits without zeros before it.
  @inline(__always)
  mutating func put(leading value: UInt64) {
    let word = ForwardDigits.word(value)
    let zeros = min(7, (word ^ ForwardDigits.zeros).trailingZeroBitCount >> 3)
    store(word &>> UInt64(truncatingIfNeeded: 8 &* zeros))
    end += 8 &- zeros
  }

  /// Puts a number of eight digits that is not zero, without the zeros at its end.
  @inline(__always)
  private mutating func put(trailing value: UInt64) {
    let word = ForwardDigits.word(value)
    store(word)
    end += 8 &- (word ^ ForwardDigits.zeros).leadingZeroBitCount >> 3
  }

  @inline(__always)
  private mutating func put(eight value: UInt64) {
    store(ForwardDigits.word(value))
    end += 8
  }

  @inline(__always)
  private func store(_ word: UInt64) {
    UnsafeMutableRawPointer(end).storeBytes(of: word.littleEndian, as: UInt64.self)
  }

  private static let zeros: UInt64 = 0x3030_3030_3030_3030

  /// The eight digits of a number below 10⁸, the first in the lowest byte: halves, quarters and digits are
  /// parted for all at once, each quotient by a product and a shift.
  @inline(__always)
  private static func word(_ value: UInt64) -> UInt64 {
    let fours = value / 10_000 | (value % 10_000) << 32
    let hundreds = (fours &* 10_486) >> 20 & 0x0000_007F_0000_007F
    let pairs = hundreds | (fours &- hundreds &* 100) << 16
    let tens = (pairs &* 103) >> 10 & 0x000F_000F_000F_000F
    return (tens | (pairs &- tens &* 10) << 8) | zeros
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
