/// A signed amount of US dollars, exact to one attodollar (10⁻¹⁸ USD).
///
/// Sums, differences and products with a count are exact and trap on overflow; readers and rating keep
/// every single amount within 10¹¹ USD, so input cannot reach ±1.7 × 10²⁰ USD. A function that rounds
/// says how in its name.
package struct Money: Hashable, Comparable, Sendable {
  package let attodollars: Int128

  package init(attodollars: Int128) {
    self.attodollars = attodollars
  }

  package static var zero: Money { Money(attodollars: 0) }

  /// The number of decimals that an amount keeps.
  package static var decimals: Int { 18 }

  /// The largest amount that one row may record: 10⁹ USD.
  package static var rowLimit: Money {
    Money(attodollars: 1_000_000_000 * attodollarsPerDollar)
  }

  /// The most that a row, or all rows together, may cost or earn: 10¹¹ USD.
  ///
  /// So no product with a multiplier or a percentage leaves 128 bits.
  package static var totalLimit: Money {
    Money(attodollars: 100_000_000_000 * attodollarsPerDollar)
  }

  /// 10¹⁸.
  package static var attodollarsPerDollar: Int128 { 1_000_000_000_000_000_000 }

  package static func < (left: Money, right: Money) -> Bool {
    left.attodollars < right.attodollars
  }

  package static func + (left: Money, right: Money) -> Money {
    Money(attodollars: left.attodollars + right.attodollars)
  }

  package static func - (left: Money, right: Money) -> Money {
    Money(attodollars: left.attodollars - right.attodollars)
  }

  package static func * (money: Money, count: Int64) -> Money {
    Money(attodollars: money.attodollars * Int128(count))
  }

  /// The amount without its sign.
  package var magnitude: Money {
    Money(attodollars: abs(attodollars))
  }

  /// Returns the amount at `decimals` places (0 … 18), a half rounded away from zero.
  ///
  /// This is the comparison at the ledger's own scale, one of the four places where money rounds.
  package func roundedHalfUp(toDecimals decimals: Int) -> Money {
    roundedHalfUp(toStep: powerOfTen(Money.decimals - decimals))
  }

  /// Returns the multiple of `step` attodollars nearest to the amount, a half rounded away from zero.
  @inline(__always)
  package func roundedHalfUp(toStep step: Int128) -> Money {
    // Nearly every cost is below 18 USD: then it takes one short division.
    if let small = UInt64(exactly: attodollars), let smallStep = UInt64(exactly: step) {
      let rest = small % smallStep
      return Money(attodollars: Int128(small - rest) + (rest >= smallStep - rest ? step : 0))
    }
    return Money(attodollars: roundHalfUp(attodollars, toMultipleOf: step))
  }
}

/// Returns the multiple of `step` nearest to `value`, a half rounded away from zero.
private func roundHalfUp(_ value: Int128, toMultipleOf step: Int128) -> Int128 {
  if step == 1 { return value }
  let rest = value % step
  let floor = value - rest
  return abs(rest) >= step - abs(rest) ? floor + (rest < 0 ? -step : step) : floor
}

/// Returns 10 to the power `exponent`, which is 0 … 38.
package func powerOfTen(_ exponent: Int) -> Int128 {
  precondition((0...38).contains(exponent), "ten to the 38 is the largest that Int128 holds")
  return powersOfTen[exponent]
}

private let powersOfTen: [Int128] = (0..<38).reduce(into: [1]) { powers, _ in
  powers.append(powers[powers.count - 1] * 10)
}
