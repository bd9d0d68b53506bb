/// An amount leaves the range within which figures of a comparison are calculated: 10¹² USD.
package struct ComparisonTooLarge: Error {
  package init() {}
}

/// Returns `amount` × `numerator` ÷ `denominator`, rounded half to even: the one rounding of a bridge.
///
/// - Parameters:
///   - amount: in 10⁻¹⁸ USD, of either sign.
///   - numerator: 0 or more.
///   - denominator: above 0.
func scaled(
  _ amount: Int128, by numerator: Int128, over denominator: Int128
) throws(ComparisonTooLarge) -> Int128 {
  precondition(numerator >= 0 && denominator > 0, "quantities are counted from 0")
  let divisor = denominator.magnitude
  let product = amount.magnitude.multipliedFullWidth(by: numerator.magnitude)
  guard product.high < divisor else { throw ComparisonTooLarge() }
  var (quotient, rest) = divisor.dividingFullWidth(product)
  let other = divisor - rest
  if rest > other || rest == other && quotient & 1 == 1 { quotient += 1 }
  guard quotient <= 1 << 100 else { throw ComparisonTooLarge() }
  return amount < 0 ? -Int128(quotient) : Int128(quotient)
}
