import Ledger
import Pricing
import Support
import Testing

/// Quotes are in attodollars for a unit; derivations stand at lines from 100.
@Suite struct PriceSearchTests {
  /// By line: what a quote is for, and its price.
  private typealias Quotes = [Int: (Price.Key, Int128)]

  private static let half: Int128 = 500_000_000_000
  private static let reasoningAsOutput = derivation(nil, .reasoning, source: .output, line: 100)
  private static let batchHalf = derivation(
    nil, nil, tier: "batch", source: nil, factor: half, line: 101)

  @Test(
    arguments: [
      ("eu", [1, 2, 3], 1), ("eu", [2, 3], 2), ("eu", [3], 102), ("eu", [1, 3], 1),
      ("us", [1, 2, 3], nil), ("us", [1, 3], nil), ("us", [2, 3], 2), ("us", [3], 102),
      ("", [1, 2, 3], 2), ("", [1, 3], 102),
    ] as [(Name, [Int], Int?)])
  func `the region's quote; without any of a region the one for all, else a derivation`(
    region: Name, present: [Int], decidedBy: Int?
  ) throws {
    let quotes: Quotes = [
      1: (key(.reasoning, region: "eu"), 10), 2: (key(.reasoning), 20), 3: (key(.output), 30),
    ]
    let derived = derivation("openai", .reasoning, source: .output, line: 102)
    let search = try search(quotes.filter { present.contains($0.key) }, [derived], region: region)
    #expect(try lines(search.price(of: .reasoning, inBandOver: nil)).last == decidedBy)
  }

  @Test func `a derivation takes its source by the same search, region first`() throws {
    let quotes: Quotes = [1: (key(.output, region: "eu"), 10), 2: (key(.output), 20)]
    let eu = try search(quotes, [Self.reasoningAsOutput], region: "eu")
    #expect(try lines(eu.price(of: .reasoning, inBandOver: nil)) == [1, 100])
    let us = try search(quotes, [Self.reasoningAsOutput], region: "us")
    #expect(try us.answer(for: .reasoning, inBandOver: nil) == .notKnown)
  }

  @Test func `a derivation from the region's price beats a quote without region`() throws {
    let quotes: Quotes = [1: (key(.input, region: "eu"), 10), 2: (key(.input, tier: "batch"), 7)]
    let search = try search(quotes, [Self.batchHalf], tier: "batch", region: "eu")
    #expect(try lines(search.price(of: .input, inBandOver: nil)) == [1, 101])
  }

  @Test(
    arguments: [
      ([1, 2], nil, [1]), ([1, 2], 200_000, [2]), ([1], 200_000, [1]), ([2], nil, nil),
      ([2], 200_000, [2]), ([1, 2], 128_000, [1]),
    ] as [([Int], Int64?, [Int]?)])
  func `the request's band, else the base band, and no other band`(
    present: [Int], threshold: Int64?, expected: [Int]?
  ) throws {
    let quotes: Quotes = [1: (key(.input), 10), 2: (key(.input, over: 200_000), 20)]
    let search = try search(quotes.filter { present.contains($0.key) }, [])
    #expect(try search.price(of: .input, inBandOver: threshold).map(lines) == expected)
  }

  /// Within the band everything is tried before the base band is asked.
  @Test func `a derivation within the band beats a quote of the base band`() throws {
    let quotes: Quotes = [
      1: (key(.reasoning), 10), 2: (key(.output, over: 200_000), 20), 3: (key(.output), 5),
    ]
    let search = try search(quotes, [Self.reasoningAsOutput])
    #expect(try lines(search.price(of: .reasoning, inBandOver: 200_000)) == [2, 100])
    #expect(try lines(search.price(of: .reasoning, inBandOver: nil)) == [1])
  }

  /// In the band reasoning has no source, so the base band's quote of 10 counts, not output's 30.
  @Test func `a derivation within the band takes no source from the base band`() throws {
    let quotes: Quotes = [1: (key(.reasoning), 10), 2: (key(.output), 30)]
    let search = try search(quotes, [Self.reasoningAsOutput])
    #expect(try lines(search.price(of: .reasoning, inBandOver: 200_000)) == [1])
  }

  /// Batch reasoning is half of standard reasoning, which is as output: 30 / 2 = 15.
  @Test func `derivations chain, and all of them are named in order`() throws {
    let search = try search(
      [1: (key(.output), 30)], [Self.batchHalf, Self.reasoningAsOutput], tier: "batch")
    let price = try #require(try search.price(of: .reasoning, inBandOver: nil))
    #expect(price.perUnit == Money(attodollars: 15))
    #expect(lines(price) == [1, 100, 101])
  }

  /// Batch output is quoted at 7 and standard output at 30.
  @Test func `a named source class is taken at the derivation's own service tier`() throws {
    let quotes: Quotes = [1: (key(.output), 30), 2: (key(.output, tier: "batch"), 7)]
    let named = derivation(nil, .reasoning, tier: "batch", source: .output, line: 102)
    let search = try search(quotes, [named, Self.batchHalf], tier: "batch")
    #expect(try lines(search.price(of: .reasoning, inBandOver: nil)) == [2, 102])
  }

  @Test(arguments: [UnitClass.input, .image, .request])
  func `no source class takes the same class at standard`(unitClass: UnitClass) throws {
    let search = try search([1: (key(unitClass), 30)], [Self.batchHalf], tier: "batch")
    let price = try #require(try search.price(of: unitClass, inBandOver: nil))
    #expect(price.perUnit == Money(attodollars: 15))
  }

  @Test func `a quote wins over a derivation`() throws {
    let quotes: Quotes = [1: (key(.input), 30), 2: (key(.input, tier: "batch"), 29)]
    let search = try search(quotes, [Self.batchHalf], tier: "batch")
    #expect(try lines(search.price(of: .input, inBandOver: nil)) == [2])
  }

  @Test func `derivations that lead back to themselves have no price`() throws {
    let circle = [
      Self.reasoningAsOutput, derivation(nil, .output, source: .reasoning, line: 102),
      derivation(nil, .image, tier: "batch", source: .image, line: 103),
    ]
    let standard = try search([1: (key(.input), 30)], circle)
    #expect(try standard.price(of: .reasoning, inBandOver: nil) == nil)
    #expect(try standard.price(of: .output, inBandOver: 200_000) == nil)
    #expect(try search([:], circle, tier: "batch").price(of: .image, inBandOver: nil) == nil)
  }

  /// The provider's own rule points at audio, which has no price; the rule for all would find output.
  @Test func `the derivation that wins decides, though it finds nothing`() throws {
    let rules = [
      derivation("openai", .reasoning, source: .audioOutput, line: 102), Self.reasoningAsOutput,
    ]
    let search = try search([1: (key(.output), 30)], rules)
    #expect(try search.price(of: .reasoning, inBandOver: nil) == nil)
  }

  @Test func `a service tier with neither quote nor derivation has no price`() throws {
    let search = try search([1: (key(.input), 30)], [Self.batchHalf], tier: "priority")
    #expect(try search.price(of: .input, inBandOver: nil) == nil)
  }

  @Test func `a price of 0 is a price, quoted or derived`() throws {
    let batch = try search([1: (key(.input), 0)], [Self.batchHalf], tier: "batch")
    #expect(try batch.price(of: .input, inBandOver: nil)?.perUnit == .zero)
  }

  @Test func `a derived price that needs a 19th decimal is refused, naming both rows`() throws {
    let search = try search([1: (key(.input), 31)], [Self.batchHalf], tier: "batch")
    let problem = #expect(throws: BookProblem.self) {
      try search.price(of: .input, inBandOver: nil)
    }
    #expect(problem?.fault == .inexactDerivation(price: line(1), factor: "0.5"))
    #expect(problem?.place == line(101))
  }

  /// 10⁶ USD for a unit is the most a price may be.
  @Test func `a derived price above the limit is refused`() throws {
    let limit = PriceLimits.highest.attodollars
    let double = derivation(
      nil, .output, source: .input, factor: 2_000_000_000_000, line: 102)
    let atLimit = try search([1: (key(.input), limit / 2)], [double])
    #expect(try atLimit.price(of: .output, inBandOver: nil)?.perUnit == PriceLimits.highest)
    let above = try search([1: (key(.input), limit / 2 + 1)], [double])
    #expect(throws: BookProblem.self) { try above.price(of: .output, inBandOver: nil) }
  }

  private func search(
    _ quotes: Quotes, _ derivations: [DatedRow<Derivation>],
    tier: Name = "standard", region: Name = ""
  ) throws -> PriceSearch {
    var faults: Faults = []
    // A quote that no case asks for keeps the model known.
    let other = row(Price(key: key(.second), perUnit: usd(1)), line: 99, from: 0)
    let rows = quotes.map {
      row(Price(key: $1.0, perUnit: Money(attodollars: $1.1)), line: $0, from: 0)
    }
    let book = PriceBook(rows + [other], knownAt: nil, faults: &faults)
    return PriceSearch(
      list: try #require(book.prices(of: model, at: at(0))),
      derivations: DerivationBook(derivations, knownAt: nil, faults: &faults), at: at(0),
      serviceTier: tier, region: region)
  }

  private func lines(_ price: FoundPrice?) -> [Int] {
    (price?.places ?? []).map { $0.line ?? 0 }
  }
}
