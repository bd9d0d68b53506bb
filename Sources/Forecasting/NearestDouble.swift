/// Returns the double nearest to a whole number, half to even: what `Double(_:)` returns, which goes through the number bit
/// by bit.
func nearestDouble(ofWhole value: Int128) -> Double {
  let magnitude = value.magnitude
  let shift = max(0, 64 - magnitude.leadingZeroBitCount)
  var top = UInt64(truncatingIfNeeded: magnitude >> UInt128(shift))
  // Eleven bits more than a double holds: of what is left out it only matters whether there is any.
  if UInt128(top) << UInt128(shift) != magnitude { top |= 1 }
  let nearest = Double(top) * Double(sign: .plus, exponent: shift, significand: 1)
  return value < 0 ? -nearest : nearest
}
