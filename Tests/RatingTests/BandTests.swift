import Ledger
import Pricing
import Rating
import Support
import Testing

/// Input costs 2 and output 10; above 200,000 tokens of input 4 and 15.
@Suite struct BandTests {
  private static let banded = TestBooks(
    prices: [
      price(.input, 2), price(.output, 10), price(.cacheRead, 1), price(.audioInput, 3),
      price(.cacheWrite5m, 1), price(.cacheWrite1h, 1), price(.input, 4, over: 200_000),
      price(.output, 15, over: 200_000),
    ])

  /// Worked by hand, such as 200,001 × 4 + 7 × 15 = 800,109: every token takes the band's price.
  @Test(
    arguments: [
      ([.input: 199_999, .output: 7], 400_068),
      ([.input: 200_000, .output: 7], 400_070),
      ([.input: 200_001, .output: 7], 800_109),
      ([.input: 200_000, .cacheRead: 1], 800_001),
      ([.input: 200_000, .cacheWrite5m: 1], 800_001),
      ([.input: 200_000, .cacheWrite1h: 1], 800_001),
      ([.cacheRead: 200_000, .output: 1], 200_010),
      ([.cacheRead: 200_001, .output: 1], 200_016),
      ([.input: 50_000, .cacheRead: 100_000, .cacheWrite1h: 50_000], 250_000),
      ([.input: 50_001, .cacheRead: 100_000, .cacheWrite1h: 50_000], 350_004),
      ([.input: 200_000, .audioInput: 500_000], 1_900_000),
      ([.input: 1, .output: 500_000], 5_000_002),
    ] as [([UnitClass: Int64], Int128)])
  func `a band is a cliff, reached by one token above its threshold, audio not counted`(
    quantities: [UnitClass: Int64], expected: Int128
  ) throws {
    let rated = try Self.banded.rate(Request(quantities: quantities)).rated
    #expect(rated.notionalCost == Money(attodollars: expected))
  }

  @Test(arguments: [(128_000, 1), (128_001, 2), (200_000, 2), (200_001, 3)] as [(Int64, Int128)])
  func `of several bands the largest threshold below the total counts`(
    input: Int64, perToken: Int128
  ) throws {
    let shelf = TestBooks(
      prices: [
        price(.input, 3, over: 200_000), price(.input, 1), price(.input, 2, over: 128_000),
      ])
    let rated = try shelf.rate(Request(quantities: [.input: input])).rated
    #expect(rated.notionalCost == Money(attodollars: perToken * Int128(input)))
  }

  /// Output is quoted above 128,000 but not above 200,000, where the base band's 10 counts.
  @Test func `a class its band does not quote takes the base band, not the next lower`() throws {
    let shelf = TestBooks(
      prices: [
        price(.input, 1), price(.output, 10), price(.output, 20, over: 128_000),
        price(.input, 1, over: 200_000),
      ])
    for (input, output) in [(128_001, 20), (200_001, 10)] as [(Int64, Int128)] {
      let rated = try shelf.rate(Request(quantities: [.input: input, .output: 1])).rated
      #expect(rated.notionalCost == Money(attodollars: Int128(input) + output))
    }
  }

  /// Only eu batch images have a row above 100; that makes the band of a standard request too.
  @Test func `any row of the model makes a band, whatever its class, tier and region`() throws {
    var shelf = TestBooks(
      prices: [
        price(.input, 2), price(.output, 7),
        price(.image, 1, tier: "batch", region: "eu", over: 100),
        price(.input, 4, over: 50),
      ], derivations: [derivation(.output, from: .input)])
    let request = Request(quantities: [.input: 101, .output: 1])
    // Above 100 neither class has a quote, nor output a source: base band, 101 × 2 + 7.
    #expect(try shelf.rate(request).rated.notionalCost == Money(attodollars: 209))
    // Without that row the band above 50 holds: input 4, output derived 4: 102 × 4.
    shelf.prices.remove(at: 2)
    #expect(try shelf.rate(request).rated.notionalCost == Money(attodollars: 408))
  }

  @Test func `a band of another model or of another time is none`() throws {
    let shelf = TestBooks(
      prices: [
        price(.input, 2), price(.input, 4, over: 100, from: 0, to: 50),
        price(.input, 9, model: "gpt-6", over: 100),
      ])
    let request = Request(quantities: [.input: 101])
    #expect(try shelf.rate(request).rated.notionalCost == Money(attodollars: 202))
    var early = request
    early.start = at(49)
    #expect(try shelf.rate(early).rated.notionalCost == Money(attodollars: 404))
  }

  @Test func `a class that only the band quotes is unpriced below it`() throws {
    let shelf = TestBooks(prices: [price(.input, 2), price(.output, 15, over: 100)])
    let below = try shelf.rate(Request(quantities: [.input: 100, .output: 1])).rated
    #expect(below.disposition == .unpriced)
    let above = try shelf.rate(Request(quantities: [.input: 101, .output: 1])).rated
    #expect(above.notionalCost == Money(attodollars: 217))
  }

  @Test func `a threshold of 0 is passed by the first token`() throws {
    let shelf = TestBooks(prices: [price(.input, 2), price(.input, 5, over: 0), price(.output, 1)])
    #expect(
      try shelf.rate(Request(quantities: [.input: 1])).rated.notionalCost == Money(attodollars: 5))
    #expect(
      try shelf.rate(Request(quantities: [.output: 1])).rated.notionalCost == Money(attodollars: 1))
  }
}
