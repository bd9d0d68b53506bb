import Ledger
import Pricing
import Support
import Testing

@Suite struct PriceBookTests {
  @Test(
    arguments: [(9, nil), (10, 3), (19, 3), (20, 4), (500, 4)] as [(Int32, Int128?)])
  func `the price in force is the latest that has started`(day: Int32, dollars: Int128?) {
    let (book, _) = book([price(3, from: 10), price(4, line: 2, from: 20)])
    let expected: Money? = dollars.map { usd($0, per: 1_000_000) }
    #expect(book.prices(of: model, at: at(day))?.quotes[key(.input)]?.perUnit == expected)
  }

  @Test func `a quote names the row it was read from`() {
    let (book, _) = book([price(3, line: 5, from: 10), price(4, line: 8, from: 20)])
    #expect(book.prices(of: model, at: at(10))?.quotes[key(.input)]?.place == line(5))
    #expect(book.prices(of: model, at: at(20))?.quotes[key(.input)]?.place == line(8))
  }

  /// Lines 2 and 3 begin later at ten times the price, and line 4 corrects line 3, which it exceeds by ten times as it does
  /// line 2 by a hundred times.
  @Test func `jumps are reported by their rows, always in the same order`() {
    let (book, _) = book([
      price(1, line: 1, from: 10), price(10, line: 2, from: 20),
      price(100, line: 3, from: 30, recorded: 30),
      price(1_000, line: 4, from: 30, recorded: 40),
    ])
    let jumps = book.jumps(over: 5).map { ($0.place.line ?? 0, $0.earlier.perUnit) }
    #expect(jumps.map(\.0) == [2, 4, 4])
    #expect(jumps.map(\.1) == [1, 10, 100].map { usd($0, per: 1_000_000) })
  }

  @Test func `a price that ended is no price, though the book knows the model`() {
    let (book, _) = book([price(3, from: 10, to: 20)])
    #expect(book.prices(of: model, at: at(20)) == nil)
    #expect(book.knows(model))
    #expect(!book.knows(ModelKey(provider: "openai", model: "gpt-6")))
  }

  @Test func `a price recorded later is not known`() {
    var faults: Faults = []
    let book = PriceBook([price(3, from: 10, recorded: 12)], knownAt: at(11), faults: &faults)
    #expect(!book.knows(model))
  }

  @Test func `class, service tier, region and band are prices of their own`() {
    let keys = [
      key(.input), key(.output), key(.input, tier: "batch"), key(.input, region: "eu"),
      key(.input, over: 200_000),
    ]
    let rows = keys.enumerated().map {
      row(Price(key: $1, perUnit: usd(Int128($0), per: 1_000_000)), line: $0, from: 10, to: 20)
    }
    let (book, faults) = book(rows)
    #expect(faults.isEmpty)
    let quotes = book.prices(of: model, at: at(10))?.quotes ?? [:]
    #expect(keys.map { quotes[$0]?.perUnit } == (0..<5).map { usd($0, per: 1_000_000) })
  }

  @Test func `thresholds are those of every class, tier and region in force, ascending`() {
    let keys = [
      key(.output, over: 200_000), key(.input, tier: "batch", over: 128_000), key(.input),
      key(.image, region: "eu", over: 1_000_000), key(.input, over: 200_000),
    ]
    var rows = keys.enumerated().map {
      row(Price(key: $1, perUnit: usd(1)), line: $0, from: 10)
    }
    rows.append(row(Price(key: key(.input, over: 64_000), perUnit: usd(1)), from: 5, to: 10))
    let (book, _) = book(rows)
    #expect(book.prices(of: model, at: at(10))?.thresholds == [128_000, 200_000, 1_000_000])
  }

  /// The API of Google's own stands before Vertex, and every name before others of its vendor.
  @Test(
    arguments: [
      (["vertex_ai", "gemini"], "google", "gemini"), (["vertex_ai", "gemini"], "gemini", "gemini"),
      (["vertex_ai", "google", "gemini"], "vertex_ai_beta", "google"),
      (["vertex_ai"], "google", "vertex_ai"),
      (["openai"], "google", nil),
    ] as [([Name], Name, Name?)])
  func `a model has the prices of its provider's own name, else of the next of its vendor`(
    priced: [Name], asked: Name, found: Name?
  ) {
    let rows = priced.enumerated().map { index, provider in
      let key = Price.Key(
        provider: provider, model: "m", unitClass: .input, serviceTier: "standard",
        region: .empty, contextOver: nil)
      return row(Price(key: key, perUnit: usd(1)), line: index)
    }
    #expect(book(rows).0.key(of: ModelKey(provider: asked, model: "m"))?.provider == found)
  }

  @Test func `the models of a provider are sorted`() {
    let names: [(Name, Name)] = [
      ("openai", "o3"), ("google", "gemini"), ("openai", "gpt-5"), ("openai", "gpt-5"),
    ]
    let rows = names.enumerated().map { index, name in
      let key = Price.Key(
        provider: name.0, model: name.1, unitClass: .input, serviceTier: "standard",
        region: .empty, contextOver: nil)
      return row(Price(key: key, perUnit: usd(1)), line: index, from: Int32(index))
    }
    #expect(book(rows).0.models(of: "openai") == ["gpt-5", "o3"])
  }

  @Test func `an overlap is worded by what the price is for`() {
    let condition = key(.output, tier: "batch", region: "eu", over: 200_000)
    let rows = [
      row(Price(key: condition, perUnit: usd(1)), line: 3, from: 10, to: 20),
      row(Price(key: condition, perUnit: usd(2)), line: 4, from: 19),
    ]
    let words = "openai gpt-5 output batch in eu over 200000"
    let fault = BookFault.overlap(
      other: line(3), what: words, from: at(19), during: Validity(from: at(10), to: at(20)))
    #expect(book(rows).1 == [Noted(fault: fault, line: 4)])
  }

  /// A factor of 500 … 2,000 either way, both ends included; USD per million in thousandths.
  @Test(
    arguments: [
      (3_000, 3_000_000, true), (3_000_000, 3_000, true), (3_000, 1_500_000, true),
      (3_000, 1_499_999, false), (3_000, 6_000_000, true), (3_000, 6_000_001, false),
      (1_499_999, 3_000, false), (3_000, 6_000, false), (0, 3_000_000, false),
      (3_000, 0, false),
    ] as [(Int128, Int128, Bool)])
  func `a price that moves by a factor near 1000 is a warning`(
    earlier: Int128, later: Int128, isJump: Bool
  ) {
    let rows = [(earlier, 2, 10), (later, 3, 20)].map { amount, line, day in
      row(
        Price(key: key(.input), perUnit: usd(amount, per: 1_000_000_000)), line: line,
        from: Int32(day))
    }
    let faults = book(rows).1
    #expect(faults.map(\.line) == (isJump ? [3] : []))
    #expect(faults.allSatisfy { $0.fault.severity == .warning })
  }

  @Test func `a jump is reported in the unit in which prices are quoted`() {
    let token = book([price(3, from: 10), price(3_000, line: 2, from: 20)]).1
    #expect(
      token.map(\.fault) == [
        .jump(earlier: "3 per 1000000", later: "3000 per 1000000", other: line(1))
      ])
    let rows = [
      row(Price(key: key(.image), perUnit: usd(4, per: 100)), from: 10),
      row(Price(key: key(.image), perUnit: usd(4, per: 100_000)), line: 2, from: 20),
    ]
    #expect(
      book(rows).1.map(\.fault) == [
        .jump(earlier: "0.04 per 1", later: "0.00004 per 1", other: line(1))
      ])
  }

  @Test func `a price is compared with the row before it, not against another key`() {
    let rows = [
      price(3, from: 10),
      row(Price(key: key(.output), perUnit: usd(3, per: 1_000)), line: 2, from: 20),
    ]
    #expect(book(rows).1.isEmpty)
  }

  @Test func `what corrects a jump takes the warning away`() {
    let rows = [
      price(3, from: 10), price(3_000, line: 2, from: 20),
      price(4, line: 3, from: 20, recorded: 21),
    ]
    #expect(book(rows).1.isEmpty)
  }

  private func book(_ rows: [DatedRow<Price>]) -> (PriceBook, [Noted]) {
    var faults: Faults = []
    let book = PriceBook(rows, knownAt: nil, faults: &faults)
    return (book, noted(faults))
  }

  /// USD for a million tokens of input.
  private func price(
    _ dollars: Int128, line: Int = 1, from: Int32, to: Int32? = nil, recorded: Int32? = nil
  ) -> DatedRow<Price> {
    row(
      Price(key: key(.input), perUnit: usd(dollars, per: 1_000_000)), line: line, from: from,
      to: to, recorded: recorded)
  }
}
