import Ledger
import Pricing
import Support
import Testing

/// Prices of regions: quoted, derived, and what counts where there is none.
///
/// Quotes are in attodollars for a unit; derivations stand at lines from 100.
@Suite struct RegionSearchTests {
  /// By line: what a quote is for, and its price.
  private typealias Quotes = [Int: (Price.Key, Int128?)]

  private static let us = factor("openai", nil, region: "us", millis: 1_100, line: 100)

  /// 10 × 1.1, half of that in batch, a tenth of it for cache reads: all from the price without a region.
  @Test(
    arguments: [
      (.input, "standard", 11, [1, 100]), (.input, "batch", 55, [1, 102, 100]),
      (.cacheRead, "standard", 11, [1, 101, 100]), (.output, "standard", 220, [2, 100]),
    ] as [(UnitClass, Name, Int128, [Int])])
  func `a derivation of a region multiplies what would be paid without it`(
    unitClass: UnitClass, tier: Name, price: Int128, rows: [Int]
  ) throws {
    let scale: Int128 = tier == "batch" ? 100 : unitClass == .cacheRead ? 100 : 10
    let quotes: Quotes = [1: (key(.input), scale), 2: (key(.output), 200)]
    let rules = [
      Self.us, derivation(nil, .cacheRead, source: .input, factor: 100_000_000_000, line: 101),
      derivation(nil, nil, tier: "batch", source: nil, factor: 500_000_000_000, line: 102),
    ]
    let found = try search(quotes, rules, tier: tier, region: "us").price(
      of: unitClass, inBandOver: nil)
    #expect(found?.perUnit == Money(attodollars: price))
    #expect(found?.places.map(\.line) == rows)
  }

  /// Only input and output are quoted for the region: caches have no price there, unless one follows from its input.
  @Test func `classes without a price of the region do not take the one without`() throws {
    let quotes: Quotes = [
      1: (key(.input), 10), 2: (key(.cacheRead), 1), 3: (key(.input, region: "us"), 20),
    ]
    let bare = try search(quotes, [], region: "us")
    #expect(try bare.answer(for: .cacheRead, inBandOver: nil) == .notKnown)
    #expect(try bare.answer(for: .output, inBandOver: nil) == .none)
    let tenth = derivation(nil, .cacheRead, source: .input, factor: 100_000_000_000, line: 101)
    let derived = try search(quotes, [tenth], region: "us").price(of: .cacheRead, inBandOver: nil)
    #expect(derived?.places.map(\.line) == [3, 101])
  }

  @Test(
    arguments: [
      ("", false, [1]), ("global", false, [1]), ("not_available", false, [1]), ("eu", true, nil),
      ("us", true, [3]),
    ] as [(Name, Bool, [Int]?)])
  func `only words for no region take a price without one where the model has others`(
    region: Name, isRegion: Bool, rows: [Int]?
  ) throws {
    let quotes: Quotes = [1: (key(.input), 10), 3: (key(.input, region: "us"), 20)]
    let search = try search(quotes, [], region: region)
    #expect(try search.price(of: .input, inBandOver: nil)?.places.map { $0.line ?? 0 } == rows)
    #expect(search.region.isEmpty != isRegion)
    #expect(!search.takesAnyRegion)
    let plain = try self.search([1: (key(.input), 10)], [], region: region)
    #expect(plain.takesAnyRegion == isRegion)
  }

  /// Above 200 the model costs more: the price of the region for smaller requests is not the one.
  @Test func `a price of the region for small requests does not count for large ones`() throws {
    let quotes: Quotes = [
      1: (key(.input), 10), 2: (key(.input, over: 200), 20), 3: (key(.input, region: "us"), 11),
    ]
    let search = try search(quotes, [], region: "us")
    #expect(try search.price(of: .input, inBandOver: nil)?.places.map(\.line) == [3])
    #expect(try search.answer(for: .input, inBandOver: 200) == .notKnown)
    let asked = PricedClass(unitClass: .input, serviceTier: "standard", region: "us")
    #expect(search.lacks(asked, inBandOver: 200))
  }

  @Test(
    arguments: [
      ([100, 101], 101), ([100, 102], 102), ([101, 103], 101), ([100, 104], 104),
      ([104, 105], 105),
    ] as [([Int], Int)])
  func `what names the provider, class, region and model wins`(lines: [Int], winner: Int) throws {
    let rules = [
      Self.factor(nil, nil, region: "us", millis: 1_100, line: 100),
      Self.factor("openai", nil, region: "*", millis: 1_200, line: 101),
      Self.factor(nil, .input, region: "us", millis: 1_300, line: 102),
      Self.factor(nil, .input, region: "us", models: "gpt-5", millis: 1_400, line: 103),
      Self.factor(nil, nil, region: "us", models: "gpt-*", millis: 1_500, line: 104),
      Self.factor(nil, nil, region: "us", models: "gpt-*; gpt-5", millis: 1_600, line: 105),
    ].filter { lines.contains($0.place.line ?? 0) }
    let found = try search([1: (key(.input), 1_000)], rules, region: "us").price(
      of: .input, inBandOver: nil)
    #expect(found?.places.map(\.line) == [1, winner])
  }

  @Test(
    arguments: [
      ("", true), ("gpt-5", true), ("gpt-5*", true), ("gpt*;o1", true), ("o1 ; gpt-5", true),
      ("gpt-4*", false), ("gpt-5-mini", false), ("GPT-5", false), ("*", true),
    ])
  func `a list of models is of names, each with any rest or none`(text: String, isMeant: Bool)
    throws
  {
    let rule = Self.factor(nil, nil, region: "us", models: Name(text), millis: 2_000, line: 100)
    let search = try search([1: (key(.input), 10)], [rule], region: "us")
    let price = try search.price(of: .input, inBandOver: nil)?.perUnit
    #expect(price == Money(attodollars: isMeant ? 20 : 10))
    #expect(search.takesAnyRegion == !isMeant)
  }

  @Test func `a price that is not known is none, and nothing follows from it or goes before it`()
    throws
  {
    let quotes: Quotes = [
      1: (key(.input), nil), 2: (key(.output), 30), 3: (key(.output, over: 200), nil),
    ]
    let rules = [
      derivation(nil, .input, source: .output, line: 100),
      derivation(nil, .cacheRead, source: .input, line: 101),
    ]
    let search = try search(quotes, rules)
    for unitClass in [UnitClass.input, .cacheRead] {
      #expect(try search.answer(for: unitClass, inBandOver: nil) == .notKnown)
    }
    #expect(try search.answer(for: .output, inBandOver: 200) == .notKnown)
    #expect(try search.price(of: .output, inBandOver: nil)?.places.map(\.line) == [2])
  }

  @Test(
    arguments: [
      ("amazon", "us.m", "m", "", "us"), ("amazon", "global.m", "m", "us-east-1", ""),
      ("bedrock", "eu.m", "m", "eu-west-1", "eu-west-1"),
      ("amazon", "m", "m", "us-east-1", "us-east-1"),
      ("amazon", "us.m", "us.m", "us-east-1", ""), ("aws", "us.m", "regional.m", "", ""),
      ("amazon", "bedrock/apac.m", "m", "", "apac"), ("openai", "us.m", "m", "", ""),
      ("openai", "us.m", "us.m", "eu", "eu"),
    ] as [(Name, Name, Name, Name, Name)])
  func `a profile of Bedrock in the name of a model is its region`(
    provider: Name, recorded: Name, model: Name, stated: Name, region: Name
  ) {
    let found = RegionNames.priced(stated, provider: provider, recorded: recorded, model: model)
    #expect(found == region)
  }

  @Test func `quotes that contradict others of their model are named`() {
    let rows: [(Price.Key, Int128?)] = [
      (key(.input), 10), (key(.cacheWrite5m), 240), (key(.cacheWrite1h), 20), (key(.cacheRead), 11),
      (key(.output), 9), (key(.input, tier: "batch"), 12), (key(.output, tier: "batch"), nil),
    ]
    var faults: Faults = []
    let book = PriceBook(
      rows.enumerated().map {
        row(
          Price(key: $1.0, perUnit: $1.1.map(Money.init(attodollars:))), line: $0 + 1, from: 0)
      }, knownAt: nil, faults: &faults)
    let found = book.contradictions(among: book.quotes(at: at(5)), at: at(5))
      .map { $0.place.line ?? 0 }.sorted()
    #expect(found == [2, 3, 4, 5, 6])
  }

  private static func factor(
    _ provider: Name?, _ unitClass: UnitClass?, region: Name, models: Name = "", millis: Int128,
    line number: Int
  ) -> DatedRow<Derivation> {
    let key = Derivation.Key(
      provider: provider, unitClass: unitClass, serviceTier: "", region: region,
      models: ModelList(models))
    return row(
      Derivation(key: key, fromClass: nil, factorTrillionths: millis * 1_000_000_000),
      line: number, from: 0)
  }

  private func search(
    _ quotes: Quotes, _ derivations: [DatedRow<Derivation>], tier: Name = "standard",
    region: Name = ""
  ) throws -> PriceSearch {
    var faults: Faults = []
    let rows = quotes.map {
      row(
        Price(key: $1.0, perUnit: $1.1.map(Money.init(attodollars:))), line: $0, from: 0)
    }
    let book = PriceBook(rows, knownAt: nil, faults: &faults)
    return PriceSearch(
      list: try #require(book.prices(of: model, at: at(0))),
      derivations: DerivationBook(derivations, knownAt: nil, faults: &faults), at: at(0),
      serviceTier: tier, region: region)
  }
}
