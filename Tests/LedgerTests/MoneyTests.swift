import Ledger
import Support
import Testing

@Suite struct MoneyTests {
  /// In attodollars; 10⁻⁸ USD is 10¹⁰ of them, so a half is 5 × 10⁹.
  ///
  /// The last rows lie at and beyond
  /// the range of Int64, 9.22 × 10¹⁸.
  @Test(
    arguments: [
      (0, 8, 0),
      (4_999_999_999, 8, 0),
      (5_000_000_000, 8, 10_000_000_000),
      (14_999_999_999, 8, 10_000_000_000),
      (15_000_000_000, 8, 20_000_000_000),
      (-4_999_999_999, 8, 0),
      (-5_000_000_000, 8, -10_000_000_000),
      (-14_999_999_999, 8, -10_000_000_000),
      (-15_000_000_000, 8, -20_000_000_000),
      (499_999_999_999_999_999, 0, 0),
      (500_000_000_000_000_000, 0, 1_000_000_000_000_000_000),
      (2_500_000_000_000_000_000, 0, 3_000_000_000_000_000_000),
      (-2_500_000_000_000_000_000, 0, -3_000_000_000_000_000_000),
      (123, 18, 123),
      (-125, 17, -130),
      (9_223_372_036_854_775_807, 8, 9_223_372_040_000_000_000),
      (-9_223_372_036_854_775_808, 8, -9_223_372_040_000_000_000),
      (12_345_678_904_999_999_999, 8, 12_345_678_900_000_000_000),
      (12_345_678_905_000_000_000, 8, 12_345_678_910_000_000_000),
      (-12_345_678_905_000_000_000, 8, -12_345_678_910_000_000_000),
    ] as [(Int128, Int, Int128)])
  func `an amount is rounded to a number of decimals, a half away from zero`(
    amount: Int128, decimals: Int, expected: Int128
  ) {
    #expect(
      Money(attodollars: amount).roundedHalfUp(toDecimals: decimals)
        == Money(attodollars: expected))
  }

  @Test func `a rounded amount is the nearest of its scale, and the farther of two from zero`() {
    var dice = Dice(seed: 1)
    for _ in 0..<2_000 {
      let amount = dice.number(bits: 110)
      let decimals = Int.random(in: 0...18, using: &dice)
      let step = powerOfTen(18 - decimals)
      let rounded = Money(attodollars: amount).roundedHalfUp(toDecimals: decimals).attodollars
      #expect(rounded % step == 0)
      let error = 2 * abs(rounded - amount)
      #expect(error < step || (error == step && abs(rounded) > abs(amount)), "\(amount)")
    }
  }

  @Test func `sums, differences and products are exact`() {
    let cent = Money(attodollars: 10_000_000_000_000_000)
    let atto = Money(attodollars: 1)
    #expect((cent + atto).description == "0.010000000000000001")
    #expect((atto - cent).description == "-0.009999999999999999")
    let owed = .zero - cent
    #expect(owed.description == "-0.01")
    #expect(owed.magnitude == cent)
    #expect(owed < atto && atto < cent)
    // 10⁹ USD a thousand million times is 10¹⁸ USD.
    #expect((Money.rowLimit * 1_000_000_000).description == "1000000000000000000")
  }

  @Test func `the limits of one row are those of the bad input page`() {
    #expect(Money.rowLimit.description == "1000000000")
    #expect(Credits.rowLimit.description == "1000000000000")
    #expect(Multiplier.limit.description == "1000")
    #expect(Quantities.countLimit == 1_000_000_000_000)
  }
}

@Suite struct CreditsTests {
  /// In attodollars per credit: 10¹⁸ are a dollar, 10⁶ the least that still has 12 decimals.
  @Test(
    arguments: [
      (10_000_000_000_000_000, 10_000_000_000),
      (1_000_000, 1),
      (1_000_000_000_000_000_000_000, 1_000_000_000_000_000),
      (100_000, nil),
      (1_000_001, nil),
      (10_000_000_000_000_001, nil),
      (0, nil),
      (-10_000_000_000_000_000, nil),
      (1_000_000_000_000_001_000_000, nil),
    ] as [(Int128, Int128?)])
  func `a credit is worth a positive amount of at most 12 decimals and 1,000 USD`(
    perCredit: Int128, perMicrocredit: Int128?
  ) {
    let value = CreditValue(perCredit: Money(attodollars: perCredit))
    #expect(value?.attodollarsPerMicrocredit == perMicrocredit)
    if let value { #expect(value.perCredit == Money(attodollars: perCredit)) }
  }

  /// By multiplication: 8.9 credits of a cent are 8.9 cents.
  @Test(
    arguments: [
      (8_900_000, 10_000_000_000_000_000, "0.089"),
      (-8_900_000, 10_000_000_000_000_000, "-0.089"),
      (0, 10_000_000_000_000_000, "0"),
      (1, 1_000_000, "0.000000000000000001"),
      (1_000_000_000_000_000_000, 1_000_000_000_000_000_000_000, "1000000000000000"),
    ] as [(Int64, Int128, String)])
  func `credits are worth their number times the value, exactly`(
    microcredits: Int64, perCredit: Int128, worth: String
  ) throws {
    let value = try #require(CreditValue(perCredit: Money(attodollars: perCredit)))
    #expect(Credits(microcredits: microcredits).worth(at: value).description == worth)
  }

  @Test func `credits add and subtract exactly, and are no money`() {
    let tenth = Credits(microcredits: 100_000)
    let least = Credits(microcredits: 1)
    #expect((tenth + least).description == "0.100001")
    #expect((least - tenth).description == "-0.099999")
    #expect(least - tenth < .zero && .zero < least)
  }

  @Test func `multipliers and percentages are written as plain decimals`() {
    #expect(Multiplier(millionths: 1_500_000).description == "1.5")
    #expect(Multiplier(millionths: 0).description == "0")
    #expect(Multiplier(millionths: 1).description == "0.000001")
    #expect(Percent(millionths: -12_500_000).description == "-12.5")
    #expect(Percent(millionths: -1) < Percent(millionths: 0))
  }
}
