import Ledger
import Pricing
import Rating
import Support
import Testing

/// The books' rates at future times, and the times of their changes.
@Suite struct ForecastRatesTests {
  /// From day 0, 10 and 20 on a token costs 1, 2 and 3 attodollars.
  private static let prices = [
    price(.input, 1), price(.input, 2, line: 2, from: 10), price(.input, 3, line: 3, from: 20),
  ]

  @Test(
    arguments: [
      (9, 10, [1]), (9, 11, [1, 2]), (10, 20, [2]), (10, 21, [2, 3]), (9, 20, [1, 2]),
      (9, 21, [1, 2, 3]), (20, 21, [3]),
    ] as [(Int32, Int32, [Int128])])
  func `a stretch of time has the cards in force before its end`(
    start: Int32, end: Int32, expected: [Int128]
  ) throws {
    let rates = try rates(TestBooks(prices: Self.prices))
    #expect(rates.cards(from: at(start), to: at(end)).map(perToken) == expected)
    #expect(perToken(rates.card(at: at(start))) == expected[0])
  }

  @Test func `requests are charged alike where prices, fee, charge and status are alike`() throws {
    let shelf = TestBooks(prices: [price(.input, 2), price(.request, 7)])
    let card = try rates(shelf).card(at: at(1))
    #expect(card.charges(like: try rates(shelf).card(at: at(1))))
    // What failed costs as much, and is not charged.
    let failed = try rates(shelf, Request(status: .failed)).card(at: at(1))
    #expect(failed.charge == card.charge && !failed.charges(like: card))
    for other in [[price(.input, 2), price(.request, 8)], [price(.input, 2)], [price(.input, 3)]] {
      #expect(!card.charges(like: try rates(TestBooks(prices: other)).card(at: at(1))))
    }
  }

  /// 0.01 USD at the 1.5 of the settings are 1.5 credits of a cent.
  @Test(arguments: [(.completed, 1_500_000), (.failed, 0)] as [(RequestStatus, Int128)])
  func `a cost of requests that are not charged is no credits`(
    status: RequestStatus, microcredits: Int128
  ) throws {
    let card = try rates(TestBooks(prices: Self.prices), Request(status: status)).card(at: at(1))
    let cost = Money(attodollars: usd(1, per: 100))
    #expect(card.unroundedMicrocredits(forCost: cost) == microcredits)
  }

  /// Model gpt-5 is not for tier pro from day 12 to 15; nothing else changes then.
  @Test func `a restriction stops requests while it lasts`() throws {
    let variant = BookVariant(
      books: TestBooks(prices: Self.prices).books,
      restrictions: [
        .init(tier: "pro", model: "gpt-5", during: Validity(from: at(12), to: at(15)))
      ])
    func stopped(_ tier: Name) throws -> [Bool] {
      let requests = [9, 11, 12, 14, 15, 20].map { Request(tier: tier, start: at($0)) }
      var rater = Rater(variant)
      try rater.prepare([requests[0].kind])
      var rated: [RatedRecord] = []
      rater.rate(requests.map { $0.record(kind: 0) }, into: &rated)
      return rated.map { variant.stops(rater.cards[Int($0.card)]) }
    }
    #expect(try stopped("pro") == [false, false, true, true, false, false])
    #expect(try stopped("team").allSatisfy { !$0 })
  }

  /// The row is in force from day 10 to 20.
  @Test(
    arguments: [(10, 20, 7), (12, 15, 7), (9, 20, nil), (10, 21, nil), (20, 30, nil)]
      as [(Int32, Int32, Int64?)])
  func `a multiplier is that of a stretch of time which one row speaks for from end to end`(
    start: Int32, end: Int32, millionths: Int64?
  ) {
    let shelf = TestBooks(multipliers: [multiplier(.tier, tier: "pro", line: 7, from: 10, to: 20)])
    let found = shelf.books.multipliers.multiplier(
      of: .init(level: .tier, tier: "pro"), from: at(start), to: at(end))
    #expect(found?.millionths == millionths)
  }

  @Test func `the books change where any of them does`() throws {
    let value = try #require(CreditValue(perCredit: Money(attodollars: usd(2, per: 100))))
    var shelf = TestBooks(
      prices: [price(.input, 1, from: 1)],
      derivations: [row(derivation(.output, from: .input).value, from: 2)],
      aliases: [row(Alias(provider: "openai", alias: "a", model: "gpt-5"), from: 3)],
      models: [
        row(
          ModelDescription(
            key: ModelKey(provider: "openai", model: "gpt-5"), modelClass: .budget), from: 8)
      ],
      multipliers: [multiplier(.default, line: 1, from: 4)], plans: [row(plan("pro"), from: 5)])
    shelf.settings.creditValues = DatedSetting(
      always: .default, entries: [.init(from: at(6), tier: nil, value: value)])
    shelf.settings.creditIncrements = DatedSetting(
      always: Credits(microcredits: 1),
      entries: [
        .init(from: at(7), tier: nil, value: Credits(microcredits: 10))
      ])
    let boundaries = Set(shelf.books.boundaries)
    #expect(boundaries.isSuperset(of: (1...8).map { at($0) }))
    #expect(!boundaries.contains(at(9)))
  }

  private func rates(_ shelf: TestBooks, _ request: Request = Request()) throws -> ForecastRates {
    var prices = PriceLookupCache(shelf.books)
    return try ForecastRates(request.kind, seenAt: at(1), by: &prices)
  }

  private func perToken(_ card: RateCard) -> Int128? {
    guard case .priced(let bands, _) = card.pricing else { return nil }
    return bands[0].prices[.input]?.perUnit.attodollars
  }
}
