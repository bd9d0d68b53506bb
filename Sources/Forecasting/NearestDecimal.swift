import Ledger

/// Returns `value` × 10ᵈᵉᶜⁱᵐᵃˡˢ as a whole number, rounded half to even from the exact value of the
/// double.
///
/// Exact because a double is a whole number times a power of two. Refuses what is not finite or
/// does not fit: with 8 decimals, 10³⁰ and more; a forecast stays below.
///
/// - Parameter decimals: 0 … 18.
package func decimalHalfEven(_ value: Double, decimals: Int) -> Int128 {
  precondition(value.isFinite, "only a number has decimals")
  precondition((0...18).contains(decimals), "a number is written with 0 to 18 decimals")
  guard value != 0 else { return 0 }
  // 53 bits times at most 60 bits.
  let digits = UInt128(significand(of: value)) * UInt128(powerOfTen(decimals))
  let exponent = Int(value.exponent) - 52
  let magnitude = exponent < 0 ? halved(digits, times: -exponent) : doubled(digits, times: exponent)
  return value < 0 ? -Int128(magnitude) : Int128(magnitude)
}

/// The 53 bits of a normal double; those of smaller ones round to 0 whatever they are.
private func significand(of value: Double) -> UInt64 {
  value.significandBitPattern | (1 << 52)
}

private func halved(_ digits: UInt128, times: Int) -> UInt128 {
  guard times < 128 else { return 0 }
  let quotient = digits >> UInt128(times)
  let rest = digits - quotient << UInt128(times)
  let half: UInt128 = 1 << UInt128(times - 1)
  let roundsUp = rest > half || (rest == half && quotient % 2 == 1)
  return roundsUp ? quotient + 1 : quotient
}

private func doubled(_ digits: UInt128, times: Int) -> UInt128 {
  precondition(digits.leadingZeroBitCount > times, "the number fits 127 bits")
  return digits << UInt128(times)
}
