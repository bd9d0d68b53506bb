/// An exact fraction, signed, of any size; it is not reduced.
struct Ratio: Sendable {
  let isNegative: Bool
  let numerator: Natural
  /// Above 0.
  let denominator: Natural

  init(isNegative: Bool, numerator: Natural, denominator: Natural) {
    self.isNegative = isNegative && !numerator.isZero
    self.numerator = numerator
    self.denominator = denominator
  }

  init(_ value: Int128) {
    self.init(isNegative: value < 0, numerator: Natural(value.magnitude), denominator: .one)
  }

  static let zero = Ratio(0)

  /// The quotient; the divisor is not 0.
  init(_ dividend: Int128, over divisor: Int128) {
    self.init(
      isNegative: (dividend < 0) != (divisor < 0), numerator: Natural(dividend.magnitude),
      denominator: Natural(divisor.magnitude))
  }

  static func * (left: Ratio, right: Ratio) -> Ratio {
    Ratio(
      isNegative: left.isNegative != right.isNegative, numerator: left.numerator * right.numerator,
      denominator: left.denominator * right.denominator)
  }

  static prefix func - (ratio: Ratio) -> Ratio {
    Ratio(
      isNegative: !ratio.isNegative, numerator: ratio.numerator, denominator: ratio.denominator)
  }

  static func + (left: Ratio, right: Ratio) -> Ratio {
    let isAlike = left.denominator == right.denominator
    let a = isAlike ? left.numerator : left.numerator * right.denominator
    let b = isAlike ? right.numerator : right.numerator * left.denominator
    let denominator = isAlike ? left.denominator : left.denominator * right.denominator
    if left.isNegative == right.isNegative {
      return Ratio(isNegative: left.isNegative, numerator: a + b, denominator: denominator)
    }
    return a < b
      ? Ratio(isNegative: right.isNegative, numerator: b - a, denominator: denominator)
      : Ratio(isNegative: left.isNegative, numerator: a - b, denominator: denominator)
  }

  static func - (left: Ratio, right: Ratio) -> Ratio { left + -right }

  var magnitude: Ratio { isNegative ? -self : self }

  /// The largest whole number that is not above it.
  var floor: Int128 {
    let (quotient, rest) = numerator.divided(by: denominator)
    guard let whole = quotient.value, whole < UInt128(Int128.max) else {
      preconditionFailure("amounts of bills and ledgers are limited when they are read")
    }
    return isNegative ? -Int128(whole) - (rest.isZero ? 0 : 1) : Int128(whole)
  }

  /// The nearest whole number, a half rounded to the even one.
  ///
  /// Figures of bills keep it within 128 bits: amounts are below 10¹¹ USD, in attodollars.
  var roundedHalfEven: Int128 {
    let (quotient, rest) = numerator.divided(by: denominator)
    guard let floor = quotient.value, floor < UInt128(Int128.max) else {
      preconditionFailure("amounts of bills and ledgers are limited when they are read")
    }
    let twice = rest + rest
    let isUp = denominator < twice || (twice == denominator && floor % 2 == 1)
    let value = Int128(floor) + (isUp ? 1 : 0)
    return isNegative ? -value : value
  }
}

extension Ratio: Comparable {
  static func < (left: Ratio, right: Ratio) -> Bool {
    let (a, b) = (left.numerator * right.denominator, right.numerator * left.denominator)
    switch (left.isNegative, right.isNegative) {
    case (false, false): return a < b
    case (true, true): return b < a
    case (true, false): return true
    case (false, true): return false
    }
  }

  static func == (left: Ratio, right: Ratio) -> Bool { !(left < right) && !(right < left) }
}
