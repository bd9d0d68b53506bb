import Ledger
import Pricing
import Rating
import Support
import Testing

@Suite struct SecondsTests {
  /// Price in attodollars for a second, time in nanoseconds.
  @Test(
    arguments: [
      (usd(6, per: 1_000), 1_500_000_000, usd(9, per: 1_000)),
      (1_000_000_000, 1, 1), (1_000_000_000, 999_999_999, 999_999_999),
      (2, 500_000_000, 1), (3, 2_000_000_000, 6), (1, 0, 0),
      (usd(1), 123_456_789, 123_456_789_000_000_000), (0, 1, 0),
    ] as [(Int128, Int64, Int128)])
  func `seconds are paid to the nanosecond`(perSecond: Int128, time: Int64, expected: Int128) throws
  {
    let shelf = TestBooks(prices: [price(.second, perSecond)])
    let rated = try shelf.rate(Request(quantities: [.second: time])).rated
    #expect(rated.disposition == .rated)
    #expect(rated.notionalCost == Money(attodollars: expected))
  }

  @Test(arguments: [(1, 500_000_000), (999_999_999, 1), (1_000_000_001, 1)] as [(Int128, Int64)])
  func `seconds whose cost needs a 19th decimal are inexact, not rounded`(
    perSecond: Int128, time: Int64
  ) throws {
    let shelf = TestBooks(prices: [price(.second, perSecond)])
    let rated = try shelf.rate(Request(quantities: [.second: time])).rated
    #expect(rated.disposition == .inexact)
    #expect(rated.notionalCost == .zero && rated.credits == .zero)
  }
}

@Suite struct RowLimitTests {
  private static let million = PriceLimits.highest.attodollars

  /// 10¹¹ USD is the most a request may cost: 100,000 images of 10⁶ USD.
  ///
  /// Failed, so nothing is charged.
  @Test(
    arguments: [(100_000, 0, .rated), (100_000, 1, .tooLarge), (100_001, 0, .tooLarge)]
      as [(Int64, Int64, RatedRecord.Disposition)])
  func `a cost above 10¹¹ USD is too large`(
    images: Int64, searches: Int64, expected: RatedRecord.Disposition
  ) throws {
    let shelf = TestBooks(prices: [price(.image, Self.million), price(.search, 1)])
    let request = Request(status: .failed, quantities: [.image: images, .search: searches])
    #expect(try shelf.rate(request).rated.disposition == expected)
  }

  /// $10¹¹ × 1.000001 is above the limit; at $1 a credit it is only 10¹¹ credits.
  @Test func `a charge above 10¹¹ USD is too large`() throws {
    var shelf = TestBooks(prices: [price(.image, Self.million)])
    shelf.settings.defaultMultiplier = Multiplier(millionths: 1_000_001)
    shelf.settings.creditValues = DatedSetting(
      always: try #require(CreditValue(perCredit: Money(attodollars: usd(1)))))
    let charged = try shelf.rate(Request(quantities: [.image: 100_000])).rated
    #expect(charged.disposition == .tooLarge)
    let failed = try shelf.rate(Request(status: .failed, quantities: [.image: 100_000])).rated
    #expect(failed.disposition == .rated)
  }

  /// At $10⁻⁶ a credit $10⁶ is 10¹² credits; the price of one search more makes the next 0.1.
  @Test(arguments: [(0, .rated), (1, .tooLarge)] as [(Int64, RatedRecord.Disposition)])
  func `a charge above 10¹² credits is too large`(
    searches: Int64, expected: RatedRecord.Disposition
  ) throws {
    var shelf = TestBooks(prices: [price(.image, Self.million), price(.search, 1)])
    shelf.settings.defaultMultiplier = Multiplier(millionths: 1_000_000)
    shelf.settings.creditValues = DatedSetting(
      always: try #require(CreditValue(perCredit: Money(attodollars: usd(1, per: 1_000_000)))))
    let rated = try shelf.rate(Request(quantities: [.image: 1, .search: searches])).rated
    #expect(rated.disposition == expected)
  }

  @Test func `the largest quantities at the largest prices are too large and do not trap`() throws {
    var shelf = TestBooks(
      prices: UnitClass.allCases.map { price($0, Self.million) })
    shelf.settings.defaultMultiplier = .limit
    var quantities: [UnitClass: Int64] = [:]
    for unitClass in UnitClass.quantities { quantities[unitClass] = Quantities.countLimit }
    quantities[.second] = Quantities.secondsLimit * Quantities.nanosecondsPerSecond
    #expect(try shelf.rate(Request(quantities: quantities)).rated.disposition == .tooLarge)
    let seconds = Request(quantities: quantities.filter { $0.key == .second })
    #expect(try shelf.rate(seconds).rated.disposition == .tooLarge)
  }
}
