import Ledger
import Testing

@testable import Sampling

/// Selections by hand: the digests are those of `printf '1:a' | sha256sum` and so on.
///
/// 1:d is 244b…, 1:a 4162…, 1:e 69a1…, 1:b 6f05…, 1:c b8a9…: the ranks order d, a, e, b, c.
struct SampleDrawTests {
  private func draw(
    _ strata: [SamplePlan.Stratum], byAmount: Bool = false,
    _ requests: [(id: String, traits: SampleTraits, dollars: Int64)]
  ) -> SampleDraw {
    var draw = SampleDraw(SamplePlan(strata, seed: 1, isByAmount: byAmount))
    for request in requests {
      draw.add(
        Name(request.id), request.traits,
        cost: Money(attodollars: Money.attodollarsPerDollar) * request.dollars)
    }
    return draw
  }

  private let five: [(id: String, traits: SampleTraits, dollars: Int64)] = [
    ("a", SampleTraits(), 2), ("b", SampleTraits(isUnpriced: true), 0),
    ("c", SampleTraits(isBYOK: true), 5), ("d", SampleTraits(isMismatched: true), 1),
    ("e", SampleTraits(isBYOK: true, hasFailed: true), 12),
  ]

  @Test func `the first ranks of a stratum are drawn`() {
    let drawn = draw([SamplePlan.Stratum(.rest, size: 3)], five).drawn
    #expect(drawn.map(\.requests) == [5])
    #expect(drawn[0].units.map(\.id) == ["d", "a", "e"])
    // Each of 3 stands for 5 ÷ 3, cut off.
    #expect(drawn[0].weight(of: drawn[0].units[0]) == 1_666_666)
    #expect(drawn[0].interval == nil)
  }

  @Test
  func `the cost of a stratum without a price is not known, and that of a part is of the others`() {
    func drawn(_ cents: [Int64?]) -> DrawnStratum {
      var draw = SampleDraw(SamplePlan([.init(.rest, size: 9)], seed: 1, isByAmount: false))
      for (number, cents) in cents.enumerated() {
        draw.add(
          Name("r\(number)"), SampleTraits(isUnpriced: cents == nil),
          cost: cents.map { Money(attodollars: Money.attodollarsPerDollar / 100) * $0 })
      }
      return draw.drawn[0]
    }
    #expect(drawn([nil, nil]).knownCost == nil)
    #expect(drawn([nil, 5, 7]).knownCost == Money(attodollars: 120_000_000_000_000_000))
    #expect(drawn([nil, 5, 7]).unpriced == 1)
    // What costs nothing is known, and so is nothing at all.
    #expect(drawn([0]).knownCost == .zero && drawn([]).knownCost == .zero)
  }

  @Test func `a request is in the first stratum that it fits, and the rest comes last`() {
    let strata: [SamplePlan.Stratum] = [
      .init(.rest, size: 9), .init(.failed, size: nil), .init(.byok, size: 1),
    ]
    let draw = draw(strata, five)
    #expect(draw.drawn.map(\.stratum.kind) == [.failed, .byok, .rest])
    #expect(draw.drawn.map { $0.units.map(\.id) } == [["e"], ["c"], ["d", "a", "b"]])
    #expect(draw.outside == 0)
  }

  @Test func `without a rest some requests are in no stratum`() {
    let draw = draw([.init(.byok, size: nil)], five)
    #expect(draw.drawn.map { $0.units.map(\.id) } == [["e", "c"]])
    #expect(draw.outside == 3)
  }

  /// 20 USD ÷ 4 is an interval of 5 USD.
  ///
  /// 1:rest is 16653df6…, so the first hit is 0.0875 × 5 = 0.437; the next are
  /// 5.437, 10.437 and 15.437. The costs end to end: d 0–1, a 1–3, e 3–15, c 15–20.
  @Test func `by amount every hit of the interval is drawn, and a large request once`() {
    let drawn = draw([.init(.rest, size: 4)], byAmount: true, five).drawn[0]
    #expect(drawn.units.map(\.id) == ["d", "e", "c"])
    #expect(drawn.units.map(\.hits) == [1, 2, 1])
    #expect(drawn.costing == 4)
    #expect(drawn.interval == Money(attodollars: 5_000_000_000_000_000_000))
    // 5 × 375,733,750 ÷ 2³², cut off.
    #expect(drawn.firstHit == Money(attodollars: 437_411_654_274_910_688))
    #expect(drawn.units.map(drawn.weight) == [5_000_000, 1_000_000, 1_000_000])
  }

  @Test func `by amount a stratum without amounts is drawn at random`() {
    let drawn = draw([.init(.unpriced, size: 2), .init(.rest, size: 1)], byAmount: true, five).drawn
    #expect(drawn[0].units.map(\.id) == ["b"])
    #expect(drawn[0].interval == nil)
  }

  /// 10 × (½ + 1) ÷ 4 is 3.75.
  @Test func `hits are cut off to whole attodollars`() {
    #expect(
      SampleDraw.position(1, cost: Money(attodollars: 10), size: 4, start: 1 << 31) == 3)
    // The largest sums do not overflow: (2¹²⁵ × 10,000) ÷ 10,000.
    #expect(
      SampleDraw.position(10_000, cost: Money(attodollars: 1 << 125), size: 10_000, start: 0)
        == 1 << 125)
  }

  /// Of r0 to r9999, r3541 and r7034 have the least digests, by Python's hashlib.
  @Test func `of very many requests only the first ranks are kept`() {
    let many = (0..<10_000).map { (id: "r\($0)", traits: SampleTraits(), dollars: Int64(1)) }
    let drawn = draw([.init(.rest, size: 2)], many).drawn[0]
    #expect(drawn.units.map(\.id) == ["r3541", "r7034"])
    #expect(drawn.requests == 10_000)
  }

  @Test func `a stratum is a kind and a number`() {
    #expect(SamplePlan.Stratum("byok:5") == SamplePlan.Stratum(.byok, size: 5))
    #expect(SamplePlan.Stratum("mismatch:all") == SamplePlan.Stratum(.mismatch, size: nil))
    for text in ["byok", "byok:0", "byok:+5", "byok:10001", "byok:5:6", "keys:5", ":5", "byok:"] {
      #expect(SamplePlan.Stratum(text) == nil, "\(text)")
    }
  }
}
