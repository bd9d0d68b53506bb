import Ledger
import Pricing
import Rating
import Support
import Testing

@Suite struct RaterTests {
  /// The n-th class costs 10ⁿ attodollars for a unit and is used as often as the digit says, so the
  /// digits of the sum are the quantities: fee 1, cached audio 5, images 4 and 3, seconds 2, searches 1 … input 1.
  @Test func `the cost is the sum of every class times its price, and the fee`() throws {
    var shelf = TestBooks()
    var quantities: [UnitClass: Int64] = [:]
    for (place, unitClass) in UnitClass.quantities.enumerated() {
      shelf.prices.append(price(unitClass, powerOfTen(place)))
      quantities[unitClass] = Int64(place % 9 + 1)
    }
    quantities[.second] = 2 * Quantities.nanosecondsPerSecond
    shelf.prices.append(price(.request, powerOfTen(14)))
    let rated = try shelf.rate(Request(quantities: quantities)).rated
    #expect(rated.notionalCost == Money(attodollars: 154_321_987_654_321))
  }

  /// 64 bits hold 18.446744073709551615 USD, of a price and of a cost.
  ///
  /// Credits are the cost times 1.5 ÷ 0.01 USD, up to the
  /// next tenth: 18.4467… × 150 = 2767.01…, 12.2978… × 150 = 1844.67…, 60 × 150 = 9000.
  @Test(
    arguments: [
      (18_446_744_073_709_551_615, 1, 2_767_100_000),
      (18_446_744_073_709_551_616, 1, 2_767_100_000),
      (9_223_372_036_854_775_807, 2, 2_767_100_000), (9_223_372_036_854_775_808, 2, 2_767_100_000),
      (12_297_829_382_473_034_410, 1, 1_844_700_000),
      (12_297_829_382_473_034_411, 1, 1_844_700_000),
      (20_000_000_000_000_000_000, 3, 9_000_000_000),
      (6_000_000_000_000_000_000, 10, 9_000_000_000),
      (6_000_000_000_000_000_001, 10, 9_000_100_000),
      (7, 3, 100_000), (0, 3, 0),
    ] as [(Int128, Int64, Int64)])
  func `costs and charges are exact below and above what 64 bits hold`(
    price perToken: Int128, tokens: Int64, microcredits: Int64
  ) throws {
    for unitClass in [UnitClass.input, .output, .cacheWrite1h, .image] {
      let shelf = TestBooks(
        prices: [price(.input, 0), price(unitClass, perToken, line: 2)].suffix(
          unitClass == .input ? 1 : 2))
      let rated = try shelf.rate(Request(quantities: [unitClass: tokens])).rated
      #expect(rated.notionalCost == Money(attodollars: perToken * Int128(tokens)))
      #expect(rated.credits == Credits(microcredits: microcredits))
    }
  }

  @Test(
    arguments: [
      (.completed, "standard", 30), (.failed, "standard", 30), (.partial, "batch", 15),
      (.failed, "batch", 15), (.completed, "flex", 0),
    ] as [(RequestStatus, Name, Int128)])
  func `a fee is due once for a request of any status, in batch at its factor`(
    status: RequestStatus, serviceTier: Name, expected: Int128
  ) throws {
    let shelf = TestBooks(
      prices: [price(.input, 2), price(.input, 2, tier: "flex"), price(.request, 30)],
      derivations: [derivation(nil, from: nil, tier: "batch", tenths: 5)])
    let request = Request(status: status, serviceTier: serviceTier)
    #expect(try shelf.rate(request).rated.notionalCost == Money(attodollars: expected))
    // 1,000 tokens add 1,000 × 2, in batch × 1.
    var used = request
    used.quantities = [.input: 1_000]
    let tokens: Int128 = serviceTier == "batch" ? 1_000 : 2_000
    #expect(try shelf.rate(used).rated.notionalCost == Money(attodollars: expected + tokens))
  }

  @Test func `kinds of one model share prices only where all that decides them is the same`() throws
  {
    let shelf = TestBooks(prices: [
      price(.input, 2, from: 0, to: 50), price(.input, 3, from: 50),
      price(.input, 1, tier: "batch"),
      price(.input, 5, region: "eu"), price(.input, 7, model: "gpt-6"),
    ])
    let requests: [(request: Request, cost: Int128)] = [
      (Request(start: at(10)), 2), (Request(start: at(60)), 3),
      (Request(serviceTier: "batch", start: at(10)), 1), (Request(region: "eu", start: at(10)), 5),
      (Request(model: "gpt-6", start: at(10)), 7), (Request(tier: "free", start: at(10)), 2),
      (Request(status: .failed, start: at(60)), 3),
      (Request(tier: "free", region: "eu", start: at(60)), 5),
    ]
    let rated = try shelf.rate(
      requests.map { request, _ in
        var request = request
        request.quantities = [.input: 1]
        return request
      })
    #expect(rated.map(\.rated.notionalCost.attodollars) == requests.map(\.cost))
  }

  /// Seven of 2⁶⁴ attodollars (18.4 USD) are 129,127,208,515,966,861,312, and five outputs at 3 add 15.
  @Test(
    arguments: [
      (18_446_744_073_709_551_615, 7, 129_127_208_515_966_861_305),
      (18_446_744_073_709_551_616, 7, 129_127_208_515_966_861_312),
      (18_446_744_073_709_551_617, 7, 129_127_208_515_966_861_319),
      (18_446_744_073_709_551_615, 1_000_000, 18_446_744_073_709_551_615_000_000),
      (18_446_744_073_709_551_615, 0, 0), (18_446_744_073_709_551_616, 0, 0),
    ] as [(Int128, Int64, Int128)])
  func `a price of any size is multiplied exactly`(
    price perToken: Int128, tokens: Int64, expected: Int128
  ) throws {
    let shelf = TestBooks(prices: [price(.input, perToken), price(.output, 3)])
    let rated = try shelf.rate(Request(quantities: [.input: tokens, .output: 5])).rated
    #expect(rated.disposition == .rated)
    #expect(rated.notionalCost == Money(attodollars: expected + 15))
  }

  @Test func `a fee is that of the base band, whatever the request's band`() throws {
    var shelf = TestBooks(
      prices: [price(.input, 2), price(.request, 30), price(.request, 70, over: 10)])
    let long = Request(quantities: [.input: 11])
    #expect(try shelf.rate(long).rated.notionalCost == Money(attodollars: 22 + 30))
    shelf.prices.remove(at: 1)
    #expect(try shelf.rate(long).rated.notionalCost == Money(attodollars: 22))
  }

  @Test(
    arguments: [
      ([.input: 10], .rated), ([.input: 10, .output: 1], .unpriced), ([.output: 1], .unpriced),
      ([.second: 1], .unpriced), ([.image: 3], .rated), ([:], .rated),
    ] as [([UnitClass: Int64], RatedRecord.Disposition)])
  func `a class that was used needs a price, and 0 is one`(
    quantities: [UnitClass: Int64], expected: RatedRecord.Disposition
  ) throws {
    let shelf = TestBooks(prices: [price(.input, 2), price(.image, 0)])
    let rated = try shelf.rate(Request(quantities: quantities)).rated
    #expect(rated.disposition == expected)
    if expected == .unpriced { #expect(rated.notionalCost == .zero && rated.credits == .zero) }
  }

  @Test(
    arguments: [
      ("gpt-5", 9, .notInForce), ("gpt-5", 20, .notInForce), ("gpt-6", 15, .unknownModel),
      ("latest", 15, .ambiguousAlias),
    ] as [(Name, Int32, UnpricedReason)])
  func `a model without a price is unpriced even where nothing was used`(
    model: Name, day: Int32, reason: UnpricedReason
  ) throws {
    let meanings: [Name] = ["gpt-5", "gpt-5-mini"]
    let shelf = TestBooks(
      prices: [price(.input, 2, from: 10, to: 20)],
      aliases: meanings.enumerated().map {
        row(Alias(provider: "openai", alias: "latest", model: $1), from: Int32($0), to: 90)
      })
    let (card, rated) = try shelf.rate(Request(model: model, start: at(day)))
    #expect(rated.disposition == .unpriced)
    #expect(card.dimensions.model == model)
    guard case .unpriced(let found) = card.pricing else {
      Issue.record("\(model) has a price")
      return
    }
    #expect(found == reason)
  }

  @Test(
    arguments: [
      ("standard", 100), ("batch", 50), ("flex", 70), ("priority", nil), ("Batch", nil),
    ] as [(Name, Int128?)])
  func `a service tier without quote or derivation is unpriced, never silently standard`(
    serviceTier: Name, expected: Int128?
  ) throws {
    let shelf = TestBooks(
      prices: [price(.input, 10), price(.input, 7, tier: "flex")],
      derivations: [derivation(nil, from: nil, tier: "batch", tenths: 5)])
    let request = Request(serviceTier: serviceTier, quantities: [.input: 10])
    let rated = try shelf.rate(request).rated
    #expect(rated.disposition == (expected == nil ? .unpriced : .rated))
    #expect(rated.notionalCost == Money(attodollars: expected ?? 0))
  }

  @Test func `the price is that of the region`() throws {
    let shelf = TestBooks(prices: [price(.input, 10), price(.input, 11, region: "eu")])
    for (region, expected) in [("eu", 11), ("us", nil), ("", 10), ("global", 10)]
      as [(Name, Int128?)]
    {
      let rated = try shelf.rate(Request(region: region, quantities: [.input: 1])).rated
      #expect(rated.disposition == (expected == nil ? .unpriced : .rated))
      #expect(rated.notionalCost == Money(attodollars: expected ?? 0))
    }
  }

  @Test func `each record is rated by the card of its own kind, prepared early or late`() throws {
    let shelf = TestBooks(prices: [price(.input, 2), price(.input, 3, model: "gpt-6")])
    var rater = Rater(books: shelf.books)
    let first = Request(quantities: [.input: 10])
    let second = Request(model: "gpt-6", quantities: [.input: 10])
    try rater.prepare([first.kind])
    try rater.prepare([first.kind, second.kind])
    var rated: [RatedRecord] = []
    rater.rate([second.record(kind: 1), first.record(kind: 0)], into: &rated)
    #expect(rated.map(\.notionalCost) == [30, 20].map(Money.init(attodollars:)))
    #expect(rated.map { rater.cards[Int($0.card)].kind } == [second.kind, first.kind])
    rater.rate([first.record(kind: 0)], into: &rated)
    #expect(rated.count == 1)
  }

  @Test func `a derivation that does not fit is refused when the kind is prepared`() {
    let shelf = TestBooks(
      prices: [price(.input, 1, line: 4)],
      derivations: [derivation(nil, from: nil, tier: "batch", tenths: 5, line: 7)])
    let problem = #expect(throws: BookProblem.self) {
      try shelf.rate(Request(serviceTier: "batch"))
    }
    #expect(problem?.fault == .inexactDerivation(price: line(4), factor: "0.5"))
    #expect(problem?.place == line(7))
  }
}
