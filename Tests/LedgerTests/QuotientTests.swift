import Ledger
import Support
import Testing

@Suite struct QuotientTests {
  /// By hand: 5/2 is 2.5 and goes to 2, 7/2 is 3.5 and goes to 4.
  @Test(
    arguments: [
      (0, 5, 0), (1, 2, 0), (3, 2, 2), (5, 2, 2), (7, 2, 4), (-1, 2, 0), (-3, 2, -2), (-5, 2, -2),
      (5, -2, -2), (-7, -2, 4), (1, 3, 0), (2, 3, 1), (-2, 3, -1), (9, 3, 3), (7, 0, nil),
      (0, 0, nil), (.max, 1, .max), (.max, .max, 1), (.max - 1, 2, 1 << 126 - 1),
      (.max, 2, 1 << 126),
    ] as [(Int128, Int128, Int128?)])
  func `a quotient is rounded half to even, and one by zero is unknown`(
    numerator: Int128, denominator: Int128, expected: Int128?
  ) {
    #expect(Quotient.halfEven(numerator, denominator) == expected)
  }

  /// By hand: 5 × 3 ÷ 2 is 7.5 and goes to 8, 3 × 3 ÷ 2 is 4.5 and goes to 4; 10²⁰ × 10²⁰ is beyond 128 bits.
  @Test(
    arguments: [
      (5, 3, 2, 8), (3, 3, 2, 4), (-3, 3, 2, -4), (5, -3, -2, 8), (-7, -1, -3, -2), (0, 9, 7, 0),
      (
        100_000_000_000_000_000_000, 100_000_000_000_000_000_000, 300_000_000_000_000_000_000,
        33_333_333_333_333_333_333
      ),
      (.max, .max, .max, .max), (.max, 2, 1, nil), (1, 1, 0, nil), (0, 0, 0, nil),
    ] as [(Int128, Int128, Int128, Int128?)])
  func `a proportion is rounded once, however long its product`(
    value: Int128, part: Int128, whole: Int128, expected: Int128?
  ) {
    #expect(Quotient.halfEven(value, times: part, over: whole) == expected)
  }

  /// By hand: 5 × 3 ÷ 2 is 7.5 and goes up to 8, −7.5 up to −7; 10²⁰ × 10²⁰ ÷ 3 × 10²⁰ is 33…3.3.
  @Test(
    arguments: [
      (5, 3, 2, 8), (4, 3, 2, 6), (-5, 3, 2, -7), (5, -3, -2, 8), (0, 9, 7, 0),
      (
        100_000_000_000_000_000_000, 100_000_000_000_000_000_000, 300_000_000_000_000_000_000,
        33_333_333_333_333_333_334
      ),
      (.max, 2, 1, nil), (1, 1, 0, nil),
    ] as [(Int128, Int128, Int128, Int128?)])
  func `a proportion is rounded up once, however long its product`(
    value: Int128, part: Int128, whole: Int128, expected: Int128?
  ) {
    #expect(Quotient.ceiling(value, times: part, over: whole) == expected)
  }

  /// By hand: 1/2 − 1/3 is 1/6; 3/2 − 1 is a half and goes to 0; 1/3 − 5/6 is minus a half.
  @Test(
    arguments: [
      ([1, 2, 1, 3], 0), ([3, 2, 1, 1], 0), ([5, 2, 1, 1], 2), ([1, 3, 5, 6], 0),
      ([1, 3, 11, 6], -2), ([2, 3, 1, 6], 0), ([7, 3, 5, 6], 2), ([1, 3, 1, 3], 0),
      ([10, 3, -10, 3], 7), ([1, 0, 1, 3], nil), ([1, 3, 1, 0], nil), ([-1, 2, 1, 1], -2),
      ([1, -2, -1, 1], 0),
    ] as [([Int128], Int128?)])
  func `a difference of quotients is taken before it is rounded`(
    terms: [Int128], expected: Int128?
  ) {
    let difference = Quotient.differenceHalfEven(terms[0], terms[1], minus: terms[2], terms[3])
    #expect(difference == expected)
  }

  @Test func `a quotient is the nearest whole number, and the even one of two`() throws {
    var dice = Dice(seed: 4)
    for round in 0..<2_000 {
      // Small divisors make halves; large ones need the whole width.
      let denominator = dice.number(bits: round % 2 == 0 ? 4 : 127)
      let numerator = dice.number(bits: 127)
      let quotient = Quotient.halfEven(numerator, denominator)
      guard denominator != 0 else {
        #expect(quotient == nil)
        continue
      }
      #expect(
        try isHalfEven(
          #require(quotient), of: WideNumber(numerator), over: WideNumber(denominator)),
        "\(numerator) / \(denominator)")
    }
  }

  @Test func `a difference of quotients is the nearest whole number, and the even one of two`()
    throws
  {
    var dice = Dice(seed: 5)
    for round in 0..<2_000 {
      let bits = round % 2 == 0 ? 4 : 127
      let (b, d) = (dice.number(bits: bits), dice.number(bits: bits))
      let (a, c) = (dice.number(bits: 126), dice.number(bits: 126))
      let difference = Quotient.differenceHalfEven(a, b, minus: c, d)
      guard b != 0, d != 0 else {
        #expect(difference == nil)
        continue
      }
      let numerator =
        WideNumber(a) * WideNumber(d) - WideNumber(c) * WideNumber(b)
      #expect(
        try isHalfEven(
          #require(difference), of: numerator, over: WideNumber(b) * WideNumber(d)),
        "\(a) / \(b) − \(c) / \(d)")
    }
  }

  /// q is numerator ÷ denominator rounded half to even if and only if twice the rest is less than the
  /// denominator, or equal to it and q is even.
  private func isHalfEven(
    _ quotient: Int128, of numerator: WideNumber, over denominator: WideNumber
  ) -> Bool {
    let rest = numerator - WideNumber(quotient) * denominator
    let excess = ((rest * WideNumber(2)).magnitude - denominator.magnitude).sign
    return excess < 0 || (excess == 0 && quotient % 2 == 0)
  }
}
