import Ledger
import Pricing
import Rating
import Support
import Testing

/// Changes in time, seen through the rater: the books at the start of the request decide.
@Suite struct TimelineTests {
  @Test func `a price counts from its first nanosecond`() throws {
    let shelf = TestBooks(prices: [price(.input, 2, from: 10), price(.input, 3, from: 20)])
    for (offset, expected) in [(-1, 2), (0, 3), (1, 3)] as [(Int64, Int128)] {
      let start = Instant(nanoseconds: at(20).nanoseconds + offset)
      let rated = try shelf.rate(Request(start: start, quantities: [.input: 1])).rated
      #expect(rated.notionalCost == Money(attodollars: expected))
    }
  }

  /// The alias means gpt-5 from day 10, gpt-6 from day 20 to 30, else itself, which has no price.
  @Test(
    arguments: [
      (9, "latest", nil, nil), (10, "gpt-5", 2, 1_500_000), (19, "gpt-5", 2, 1_500_000),
      (20, "gpt-6", 3, 9), (24, "gpt-6", 3, 9), (25, "gpt-6", 4, 9), (30, "latest", nil, nil),
    ] as [(Int32, Name, Int128?, Int64?)])
  func `price and multiplier are those of the model that the name means that day`(
    day: Int32, model: Name, cost: Int128?, millionths: Int64?
  ) throws {
    let shelf = TestBooks(
      prices: [
        price(.input, 2), price(.input, 3, model: "gpt-6"),
        price(.input, 4, model: "gpt-6", from: 25),
      ],
      aliases: [
        row(Alias(provider: "openai", alias: "latest", model: "gpt-5"), from: 10),
        row(Alias(provider: "openai", alias: "latest", model: "gpt-6"), from: 20, to: 30),
      ],
      multipliers: [multiplier(.model, model: "gpt-6", line: 9)])
    let request = Request(model: "latest", start: at(day), quantities: [.input: 1])
    let (card, rated) = try shelf.rate(request)
    #expect(card.dimensions.model == model)
    #expect(card.kind.model == "latest")
    #expect(rated.notionalCost == Money(attodollars: cost ?? 0))
    #expect(rated.disposition == (cost == nil ? .unpriced : .rated))
    if let millionths { #expect(card.multiplier.multiplier.millionths == millionths) }
  }

  @Test(
    arguments: [
      (9, false, false, nil), (10, true, true, nil), (19, true, true, nil),
      (20, true, false, 40), (30, false, false, nil),
    ] as [(Int32, Bool, Bool, Int64?)])
  func `the terms are those of the plan in force`(
    day: Int32, hasPlan: Bool, isFree: Bool, target: Int64?
  ) throws {
    let shelf = TestBooks(
      prices: [price(.input, 2)],
      plans: [
        row(plan("pro", isFree: true), from: 10), row(plan("pro", target: 40), from: 20, to: 30),
      ])
    let card = try shelf.rate(Request(start: at(day))).card
    #expect(card.hasPlan == hasPlan)
    #expect(card.dimensions.terms.isFree == isFree)
    #expect(
      card.dimensions.terms.targetMargin == target.map { Percent(millionths: $0 * 1_000_000) })
  }

  /// No row states a multiplier; a customer's own key has none.
  @Test(
    arguments: [
      ("pro", false, .defaultMultiplier), ("free", false, .defaultMultiplier),
      ("free", true, []), ("max", false, [.defaultMultiplier, .unlistedTier]),
    ] as [(Name, Bool, ChargeBasis)])
  func `credits of free tiers rest on the default multiplier too`(
    tier: Name, isBYOK: Bool, basis: ChargeBasis
  ) throws {
    let shelf = TestBooks(
      prices: [price(.input, 2)],
      plans: [row(plan("pro")), row(plan("free", isFree: true))])
    let card = try shelf.rate(Request(tier: tier, isBYOK: isBYOK)).card
    #expect(card.dimensions.terms.basis == basis)
  }

  /// $0.011 × 1.5 = $0.0165 = 1.65 credits at a cent.
  @Test(
    arguments: [
      (9, "pro", 1_700_000), (10, "pro", 2_000_000), (20, "pro", 1_650_000),
      (20, "team", 2_000_000),
    ] as [(Int32, Name, Int64)])
  func `the increment is that of the tier and the day`(
    day: Int32, tier: Name, expected: Int64
  ) throws {
    var shelf = TestBooks(prices: [price(.image, usd(11, per: 1_000))])
    shelf.settings.creditIncrements = DatedSetting(
      always: Credits(microcredits: 100_000),
      entries: [
        .init(from: at(20), tier: "pro", value: Credits(microcredits: 10_000)),
        .init(from: at(10), tier: nil, value: Credits(microcredits: 1_000_000)),
      ])
    let request = Request(tier: tier, start: at(day), quantities: [.image: 1])
    #expect(try shelf.rate(request).rated.credits == Credits(microcredits: expected))
  }

  @Test func `the credit value is that of the day`() throws {
    var shelf = TestBooks(prices: [price(.image, usd(1, per: 100))])
    let double = try #require(CreditValue(perCredit: Money(attodollars: usd(2, per: 100))))
    shelf.settings.creditValues = DatedSetting(
      always: .default, entries: [.init(from: at(10), tier: nil, value: double)])
    for (day, expected) in [(9, 1_500_000), (10, 800_000)] as [(Int32, Int64)] {
      let (card, rated) = try shelf.rate(Request(start: at(day), quantities: [.image: 1]))
      #expect(rated.credits == Credits(microcredits: expected))
      #expect(card.dimensions.terms.creditValue == (day == 9 ? .default : double))
    }
  }

  @Test func `a derivation counts from its start`() throws {
    var shelf = TestBooks(prices: [price(.output, 2)])
    let rule = derivation(.reasoning, from: .output).value
    shelf.derivations = [row(rule, from: 10, to: 20)]
    for (day, expected) in [(9, 0), (10, 2), (20, 0)] as [(Int32, Int128)] {
      let rated = try shelf.rate(Request(start: at(day), quantities: [.reasoning: 1])).rated
      #expect(rated.notionalCost == Money(attodollars: expected))
      #expect(rated.disposition == (expected == 0 ? .unpriced : .rated))
    }
  }

  /// The book has the model under the first of OpenAI's names; who calls it otherwise is rated by the same rules.
  @Test(arguments: ["openai", "text-completion-openai"] as [Name])
  func `a derivation counts from its start under every name of a vendor`(provider: Name) throws {
    let rule = derivation(.cacheRead, from: .input, of: "openai", tenths: 1).value
    let later = derivation(.cacheRead, from: .input, of: "openai", tenths: 5).value
    let shelf = TestBooks(
      prices: [price(.input, 20)],
      derivations: [row(rule, line: 1, from: 10), row(later, line: 2, from: 20)])
    for (day, expected) in [(9, 0), (10, 2), (19, 2), (20, 10)] as [(Int32, Int128)] {
      let request = Request(provider: provider, start: at(day), quantities: [.cacheRead: 1])
      let rated = try shelf.rate(request).rated
      #expect(rated.notionalCost == Money(attodollars: expected), "day \(day)")
      #expect(rated.disposition == (expected == 0 ? .unpriced : .rated), "day \(day)")
    }
  }
}
