import Ledger
import Pricing
import Support
import Testing

/// Why a price was chosen: the rows that decided, and the rows that did not.
@Suite struct PriceTraceTests {
  typealias Reason = SkippedCandidate.Reason

  @Test func `a quote names its row and no derivation`() throws {
    let trace = try trace(.input, [price(1, 30)])
    #expect(trace.quote.place == line(1))
    #expect(trace.derivations.isEmpty)
    #expect(trace.perUnit == Money(attodollars: 30))
    #expect(trace.passedOver.isEmpty)
  }

  @Test func `a derived price names the quote and each derivation in order`() throws {
    let rules = [
      derivation(nil, .reasoning, of: .output, tenths: 20, line: 101),
      derivation(nil, nil, tier: "batch", of: nil, tenths: 5, line: 102),
    ]
    let trace = try trace(
      .reasoning, [price(1, 30, key: key(.output))], rules, tier: "batch")
    #expect(trace.quote.place == line(1))
    #expect(trace.derivations.map(\.place) == [line(101), line(102)])
    // 30 × 2 × 0.5
    #expect(trace.perUnit == Money(attodollars: 30))
  }

  /// One row beside the row that counts, and why it does not; line 1 counts on day 50.
  @Test(
    arguments: [
      ([price(1, 30, from: 20), price(2, 40, from: 0)], .outOfForce(.ended(at(20)))),
      ([price(1, 30), price(2, 40, from: 60)], .outOfForce(.begins(at(60)))),
      (
        [price(1, 30, recorded: 30), price(2, 40, recorded: 10)],
        .corrected(from: at(0), by: line(1), recordedAt: at(30))
      ),
      ([price(1, 30), price(2, 40, key: key(.input, over: 200))], .band(over: 200)),
      ([price(1, 30), price(2, 40, key: key(.input, region: "eu"))], .region("eu")),
      ([price(1, 30), price(2, 40, key: key(.input, tier: "batch"))], .serviceTier("batch")),
    ] as [([DatedRow<Price>], Reason)])
  func `a row that did not count says why`(rows: [DatedRow<Price>], reason: Reason) throws {
    let passed = try trace(.input, rows).passedOver
    #expect(passed.map(\.place) == [line(2)])
    #expect(passed.map(\.reason) == [reason])
    #expect(passed.map(\.statement) == [.price(Money(attodollars: 40))])
  }

  @Test
  func `a row that states the same price is not reported, nor one that differs in two things`()
    throws
  {
    let rows = [
      price(1, 30), price(2, 30, from: 60),
      price(3, 40, key: key(.input, tier: "batch", over: 200)),
    ]
    #expect(try trace(.input, rows).passedOver.isEmpty)
  }

  @Test func `a row recorded after the requested time is not known`() throws {
    let rows = [price(1, 30, from: 0), price(2, 40, from: 0, recorded: 30)]
    let passed = try trace(.input, rows, knownAt: at(20)).passedOver
    #expect(passed.map(\.reason) == [.outOfForce(.notKnown(recordedAt: at(30)))])
  }

  @Test func `a price of the request's region goes before the one without`() throws {
    let rows = [price(1, 30, key: key(.input, region: "eu")), price(2, 40)]
    let passed = try trace(.input, rows, region: "eu").passedOver
    #expect(passed.map(\.reason) == [.noRegion])
  }

  @Test func `of another band also a price of the request's own region is reported`() throws {
    let rows = [
      price(1, 30), price(2, 40, key: key(.input, region: "eu", over: 200)),
      price(3, 50, key: key(.input, region: "us", over: 200)),
    ]
    let key = Derivation.Key(provider: nil, unitClass: nil, serviceTier: "", region: "eu")
    let rule = row(
      Derivation(key: key, fromClass: nil, factorTrillionths: 1_000_000_000_000), line: 101, from: 0
    )
    let passed = try trace(.input, rows, [rule], region: "eu").passedOver
    #expect(passed.map(\.place) == [line(2)])
    #expect(passed.map(\.reason) == [.band(over: 200)])
  }

  @Test func `a quote wins over a derivation that would give another price`() throws {
    let rows = [price(1, 30), price(2, 4, key: key(.cacheRead))]
    let tenth = derivation(nil, .cacheRead, of: .input, tenths: 1, line: 101)
    let passed = try trace(.cacheRead, rows, [tenth]).passedOver
    #expect(passed.map(\.place) == [line(101)])
    #expect(passed.map(\.reason) == [.quoted(by: line(2))])
    let same = try trace(.cacheRead, [price(1, 40), price(2, 4, key: key(.cacheRead))], [tenth])
    #expect(same.passedOver.isEmpty)
  }

  @Test func `a named provider's derivation wins over the one for all`() throws {
    let rules = [
      derivation(nil, .cacheRead, of: .input, tenths: 1, line: 101),
      derivation("openai", .cacheRead, of: .input, tenths: 5, line: 102),
    ]
    let trace = try trace(.cacheRead, [price(1, 30)], rules)
    #expect(trace.derivations.map(\.place) == [line(102)])
    #expect(trace.passedOver.map(\.place) == [line(101)])
    #expect(trace.passedOver.map(\.reason) == [.lessSpecial(than: line(102))])
  }

  @Test func `a request without a price lists the rows that do not fit it`() {
    var faults: Faults = []
    let book = PriceBook(
      [
        price(1, 30, to: 40), price(2, 30, key: key(.input, tier: "batch")),
        price(3, 30, key: key(.input, region: "eu")), price(4, 30, from: 60),
        price(5, 30, key: key(.output)),
      ], knownAt: nil, faults: &faults)
    let unfit = book.unfit(
      model, unitClass: .input, serviceTier: "standard", region: "", at: at(50))
    #expect(
      unfit.map(\.reason) == [
        .outOfForce(.ended(at(40))), .serviceTier("batch"), .region("eu"),
        .outOfForce(.begins(at(60))),
      ])
  }

  // MARK: Books

  private func trace(
    _ unitClass: UnitClass, _ rows: [DatedRow<Price>], _ rules: [DatedRow<Derivation>] = [],
    tier: Name = "standard", region: Name = "", knownAt: Instant? = nil
  ) throws -> PriceTrace {
    var faults: Faults = []
    let book = PriceBook(rows, knownAt: knownAt, faults: &faults)
    let search = PriceSearch(
      list: try #require(book.prices(of: model, at: at(50))),
      derivations: DerivationBook(rules, knownAt: nil, faults: &faults), at: at(50),
      serviceTier: tier, region: region)
    let found = try #require(try search.price(of: unitClass, inBandOver: nil))
    return try PriceTrace(found, of: unitClass, search: search, prices: book)
  }
}

/// Returns a price of one unit in attodollars.
private func price(
  _ number: Int, _ attodollars: Int128, key priceKey: Price.Key = key(.input), from: Int32 = 0,
  to: Int32? = nil, recorded: Int32? = nil
) -> DatedRow<Price> {
  row(
    Price(key: priceKey, perUnit: Money(attodollars: attodollars)), line: number, from: from,
    to: to, recorded: recorded)
}

private func derivation(
  _ provider: Name?, _ unitClass: UnitClass?, tier: Name = "standard", of source: UnitClass?,
  tenths: Int128, line number: Int
) -> DatedRow<Derivation> {
  let key = Derivation.Key(provider: provider, unitClass: unitClass, serviceTier: tier)
  return row(
    Derivation(
      key: key, fromClass: source,
      factorTrillionths: tenths * powerOfTen(Derivation.factorDecimals - 1)), line: number, from: 0)
}
