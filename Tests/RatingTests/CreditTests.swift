import Ledger
import Pricing
import Rating
import Support
import Testing

/// Each request is one image, so that its price is its cost.
@Suite struct CreditTests {
  /// The table of the credit formula, then rows at and about its steps.
  ///
  /// Cost in attodollars, the rest in millionths; a credit is worth $0.01.
  @Test(
    arguments: [
      (usd(4, per: 100_000), 1_500_000, 100_000, 100_000),
      (usd(4, per: 100_000), 1_500_000, 10_000, 10_000),
      (usd(4, per: 100_000), 1_500_000, 1_000_000, 1_000_000),
      (usd(375, per: 10_000), 2_000_000, 1_000_000, 8_000_000),
      (usd(2, per: 100), 1_500_000, 100_000, 3_000_000),
      (usd(200_000_001, per: 10_000_000_000), 1_500_000, 100_000, 3_100_000),
      (0, 1_500_000, 100_000, 0),
      (usd(1), 0, 100_000, 0),
      // One attodollar is worth 10⁻¹⁶ credit: the first step.
      (1, 1_000_000, 100_000, 100_000),
      (1, 1, 100_000, 100_000),
      // $0.001 is 0.1 credit exactly; one attodollar more is the next step.
      (usd(1, per: 1_000), 1_000_000, 100_000, 100_000),
      (usd(1, per: 1_000) + 1, 1_000_000, 100_000, 200_000),
      (usd(1, per: 1_000) - 1, 1_000_000, 100_000, 100_000),
      // 0.7 × 3 is 2.1 and not the 2.0999… of a float: $0.007 × 3 = $0.021 = 2.1 credits.
      (usd(7, per: 1_000), 3_000_000, 100_000, 2_100_000),
      // 1.1 × 1.1 = 1.21: $0.011 × 1.1 = $0.0121 = 1.21 credits, rounded up to 1.3.
      (usd(11, per: 1_000), 1_100_000, 100_000, 1_300_000),
      (usd(11, per: 1_000), 1_100_000, 10_000, 1_210_000),
    ] as [(Int128, Int64, Int64, Int64)])
  func `credits are cost times multiplier in steps of the increment, rounded up once`(
    cost: Int128, multiplier: Int64, increment: Int64, expected: Int64
  ) throws {
    let shelf = shelf(cost: cost, multiplier: multiplier, increment: increment)
    let rated = try shelf.rate(Request(quantities: [.image: 1])).rated
    #expect(rated.disposition == .rated)
    #expect(rated.notionalCost == Money(attodollars: cost))
    #expect(rated.credits == Credits(microcredits: expected))
  }

  /// $0.03 × 1.5 = $0.045: at $0.02 a credit 2.25, at $0.001 45 credits.
  @Test(
    arguments: [(usd(2, per: 100), 2_300_000), (usd(1, per: 1_000), 45_000_000)]
      as [(Int128, Int64)])
  func `a credit is worth what the settings say`(value: Int128, expected: Int64) throws {
    var shelf = shelf(cost: usd(3, per: 100), multiplier: 1_500_000, increment: 100_000)
    shelf.settings.creditValues = DatedSetting(
      always: try #require(CreditValue(perCredit: Money(attodollars: value))))
    let rated = try shelf.rate(Request(quantities: [.image: 1])).rated
    #expect(rated.credits == Credits(microcredits: expected))
  }

  /// 200 million USD are 20,000 million credits of 0.01 USD, times 1.234567; more than 10¹⁷ USD are charged as those:
  /// 10¹⁹ credits, times the same.
  @Test(
    arguments: [
      (usd(200_000_000), 24_691_340_000_000_000),
      (usd(100_000_000_000_000_000), 12_345_670_000_000_000_000_000_000),
      (Int128.max, 12_345_670_000_000_000_000_000_000),
    ] as [(Int128, Int128)])
  func `large sums ahead are charged like others before each is rounded up`(
    cost: Int128, expected: Int128
  ) throws {
    let shelf = shelf(cost: usd(1), multiplier: 1_234_567, increment: 1_000_000)
    let card = try shelf.rate(Request(quantities: [.image: 1])).card
    #expect(card.unroundedMicrocredits(forCost: Money(attodollars: cost)) == expected)
  }

  @Test(
    arguments: [
      (.completed, 300_000), (.partial, 300_000), (.cancelled, 300_000), (.failed, 0),
    ] as [(RequestStatus, Int64)])
  func `a failed request is not charged but costs`(status: RequestStatus, expected: Int64) throws {
    let shelf = shelf(cost: usd(2, per: 1_000), multiplier: 1_500_000, increment: 100_000)
    let (card, rated) = try shelf.rate(Request(status: status, quantities: [.image: 1]))
    #expect(rated.notionalCost == Money(attodollars: usd(2, per: 1_000)))
    #expect(rated.credits == Credits(microcredits: expected))
    #expect(card.isCharged == (status != .failed))
  }

  @Test func `which statuses are charged is a setting`() throws {
    var shelf = shelf(cost: usd(2, per: 1_000), multiplier: 1_500_000, increment: 100_000)
    shelf.settings.charged = [.failed]
    let failed = try shelf.rate(Request(status: .failed, quantities: [.image: 1])).rated
    let completed = try shelf.rate(Request(quantities: [.image: 1])).rated
    #expect(failed.credits == Credits(microcredits: 300_000))
    #expect(completed.credits == .zero)
  }

  /// The credits are the least whole number of increments that is worth the charge: worth × 10⁶ is held
  /// against cost × millionths, so nothing is divided.
  @Test func `no fewer increments would do`() throws {
    var dice = Dice(seed: 3)
    for _ in 0..<400 {
      let cost = random(upTo: 27, &dice)
      let multiplier = Int64(random(upTo: 9, &dice))
      let increment: Int64 = [10_000, 100_000, 1_000_000][Int.random(in: 0...2, using: &dice)]
      var shelf = shelf(cost: 0, multiplier: multiplier, increment: increment)
      let value = max(1, random(upTo: 15, &dice)) * 1_000_000
      shelf.settings.creditValues = DatedSetting(
        always: try #require(CreditValue(perCredit: Money(attodollars: value))))
      let unit = cost / 1_000
      shelf.prices = [price(.image, unit)]
      let rated = try shelf.rate(Request(quantities: [.image: 1_000])).rated

      let charge = unit * 1_000 * Int128(multiplier)
      let perStep = value * Int128(increment)
      let steps = charge / perStep + (charge % perStep == 0 ? 0 : 1)
      let fits =
        steps * perStep <= Money.rowLimit.attodollars * 1_000_000
        && steps * Int128(increment) <= Int128(Credits.rowLimit.microcredits)
      #expect(rated.disposition == (fits ? .rated : .tooLarge))
      if fits { #expect(Int128(rated.credits.microcredits) == steps * Int128(increment)) }
    }
  }

  /// A number with up to so many digits, small ones as likely as large ones.
  private func random(upTo digits: Int, _ dice: inout Dice) -> Int128 {
    let limit = powerOfTen(Int.random(in: 0...digits, using: &dice))
    return Int128.random(in: 0...limit, using: &dice)
  }

  private func shelf(cost: Int128, multiplier: Int64, increment: Int64) -> TestBooks {
    var shelf = TestBooks(prices: [price(.image, cost)])
    shelf.settings.defaultMultiplier = Multiplier(millionths: multiplier)
    shelf.settings.creditIncrements = DatedSetting(always: Credits(microcredits: increment))
    return shelf
  }
}
