/// Quotients of exact amounts, rounded half to even at the last place shown.
///
/// Reports divide only here; everything before is exact.
package enum Quotient {
  /// Returns `numerator` / `denominator` rounded half to even; nil when the denominator is 0.
  package static func halfEven(_ numerator: Int128, _ denominator: Int128) -> Int128? {
    guard denominator != 0 else { return nil }
    let split = Split(numerator, denominator)
    return split.floor + (roundsUp(floor: split.floor, rest: Fraction(split)) ? 1 : 0)
  }

  /// Returns `value` × `part` / `whole`, rounded half to even once at the end; nil when `whole` is 0 or the result does
  /// not fit.
  package static func halfEven(_ value: Int128, times part: Int128, over whole: Int128) -> Int128? {
    let product = value.magnitude.multipliedFullWidth(by: part.magnitude)
    guard product.high < whole.magnitude else { return nil }
    var (quotient, rest) = whole.magnitude.dividingFullWidth(product)
    let missing = whole.magnitude - rest
    if rest > missing || (rest == missing && quotient % 2 != 0) { quotient += 1 }
    let isNegative = ((value < 0) != (part < 0)) != (whole < 0)
    return Int128(exactly: quotient).map { isNegative ? -$0 : $0 }
  }

  /// Returns `value` × `part` / `whole`, rounded up; nil when `whole` is 0 or the result does not fit.
  package static func ceiling(_ value: Int128, times part: Int128, over whole: Int128) -> Int128? {
    let product = value.magnitude.multipliedFullWidth(by: part.magnitude)
    guard product.high < whole.magnitude else { return nil }
    let (magnitude, rest) = whole.magnitude.dividingFullWidth(product)
    guard let quotient = Int128(exactly: magnitude), quotient < .max else { return nil }
    let isNegative = ((value < 0) != (part < 0)) != (whole < 0)
    return isNegative ? -quotient : quotient + (rest > 0 ? 1 : 0)
  }

  /// Returns `value` × `part` / `whole`, rounded down; nil when `whole` is 0 or the result does not fit.
  package static func floor(_ value: Int128, times part: Int128, over whole: Int128) -> Int128? {
    ceiling(-value, times: part, over: whole).map { -$0 }
  }

  /// Returns `a` / `b` − `c` / `d`, subtracted before rounding half to even; nil when b or d is 0.
  package static func differenceHalfEven(
    _ a: Int128, _ b: Int128, minus c: Int128, _ d: Int128
  ) -> Int128? {
    guard b != 0, d != 0 else { return nil }
    let left = Split(a, b)
    let right = Split(c, d)
    // left.rest / left.divisor − right.rest / right.divisor, which lies in −1 … 1, over one divisor.
    var floor = left.floor - right.floor
    var rest = Fraction(left)
    rest.subtract(Fraction(right))
    if rest.isNegative {
      floor -= 1
      rest.addOne()
    }
    return floor + (roundsUp(floor: floor, rest: rest) ? 1 : 0)
  }

  private static func roundsUp(floor: Int128, rest: Fraction) -> Bool {
    switch rest.comparedWithHalf {
    case ..<0: false
    case 0: floor % 2 != 0
    default: true
    }
  }

  /// A quotient as its floor and a rest of 0 ≤ rest < divisor, for a divisor made positive.
  private struct Split {
    let floor: Int128
    let rest: Int128
    let divisor: Int128

    init(_ numerator: Int128, _ denominator: Int128) {
      let sign: Int128 = denominator < 0 ? -1 : 1
      divisor = denominator * sign
      let (quotient, remainder) = (numerator * sign).quotientAndRemainder(dividingBy: divisor)
      floor = remainder < 0 ? quotient - 1 : quotient
      rest = remainder < 0 ? remainder + divisor : remainder
    }
  }

  /// A fraction between −1 and 1 whose numerator and divisor are 256 bits wide.
  private struct Fraction {
    var numerator: Wide
    var divisor: Wide
    /// The divisor before another fraction was subtracted, which may be done once.
    private let factor: Int128

    init(_ split: Split) {
      numerator = Wide(split.rest)
      divisor = Wide(split.divisor)
      factor = split.divisor
    }

    var isNegative: Bool { numerator.high < 0 }

    mutating func subtract(_ other: Fraction) {
      let mine = Wide(product: numerator.asInt128, other.factor)
      let theirs = Wide(product: other.numerator.asInt128, factor)
      numerator = mine.minus(theirs)
      divisor = Wide(product: factor, other.factor)
    }

    mutating func addOne() { numerator = numerator.plus(divisor) }

    /// Below, at or above one half: negative, 0 or positive.
    var comparedWithHalf: Int {
      let twice = numerator.plus(numerator).minus(divisor)
      if twice.high < 0 { return -1 }
      return twice.high == 0 && twice.low == 0 ? 0 : 1
    }
  }

  /// A signed number of 256 bits: enough for products of two amounts.
  private struct Wide {
    var high: Int128
    var low: UInt128

    init(high: Int128, low: UInt128) {
      self.high = high
      self.low = low
    }

    init(_ value: Int128) {
      self.init(high: value < 0 ? -1 : 0, low: UInt128(bitPattern: value))
    }

    init(product left: Int128, _ right: Int128) {
      let full = left.multipliedFullWidth(by: right)
      self.init(high: full.high, low: full.low)
    }

    /// The value where it is known to fit.
    var asInt128: Int128 { Int128(bitPattern: low) }

    func plus(_ other: Wide) -> Wide {
      let (sum, carry) = low.addingReportingOverflow(other.low)
      return Wide(high: high + other.high + (carry ? 1 : 0), low: sum)
    }

    func minus(_ other: Wide) -> Wide {
      let (difference, borrow) = low.subtractingReportingOverflow(other.low)
      return Wide(high: high - other.high - (borrow ? 1 : 0), low: difference)
    }
  }
}
