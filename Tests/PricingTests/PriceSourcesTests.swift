import Ledger
import Pricing
import Support
import Testing

/// Price books of several sources: which of them counts.
@Suite struct PriceSourcesTests {
  private static let ranks = PriceSources(ranks: ["a": 1, "b": 2])

  @Test func `the best source that has the model then has all of its prices`() {
    let rows = [
      price(.input, 1, "a", line: 2, from: 10, to: 20), price(.input, 2, "b", line: 2, from: 0),
      price(.output, 9, "b", line: 3, from: 0),
    ]
    let (book, faults) = book(rows)
    #expect(prices(book, 5) == [.input: usd(2), .output: usd(9)])
    // Not even the price of output, which the better source lacks.
    #expect(prices(book, 10) == [.input: usd(1)])
    #expect(prices(book, 20) == [.input: usd(2), .output: usd(9)])
    #expect(faults.isEmpty)
  }

  @Test func `books without a rank are one, and come first for what they state`() {
    let rows = [
      price(.input, 5, "own", line: 2, from: 4, to: 8), price(.output, 6, "mine", line: 2, from: 0),
      price(.input, 1, "a", line: 2, from: 0), price(.search, 7, "a", line: 3, from: 0),
      price(.search, 8, "b", line: 3, from: 0), price(.image, 8, "b", line: 4, from: 0),
    ]
    #expect(prices(book(rows).0, 3) == [.input: usd(1), .output: usd(6), .search: usd(7)])
    #expect(prices(book(rows).0, 5) == [.input: usd(5), .output: usd(6), .search: usd(7)])
    #expect(prices(book(rows).0, 8) == [.input: usd(1), .output: usd(6), .search: usd(7)])
  }

  /// Above 200,000 tokens the catalog states its price of output once more, and another one of input.
  @Test func `an own price stands for every band in which the other book has one price`() {
    let rows = [
      price(.output, 9, "own", line: 2, from: 4, to: 8), price(.input, 5, "own", line: 3, from: 4),
      price(.input, 1, "a", line: 2, from: 0),
      price(.input, 3, "a", line: 3, over: 200_000, from: 0),
      price(.output, 2, "a", line: 4, from: 0),
      price(.output, 2, "a", line: 5, over: 200_000, from: 0, to: 6),
      price(.output, 4, "a", line: 6, over: 200_000, from: 6),
    ]
    let book = book(rows).0
    #expect(prices(book, 3, over: 200_000) == [.input: usd(3), .output: usd(2)])
    #expect(prices(book, 5, over: 200_000) == [.input: usd(3), .output: usd(9)])
    #expect(prices(book, 6, over: 200_000) == [.input: usd(3), .output: usd(4)])
    #expect(prices(book, 5) == [.input: usd(5), .output: usd(9)])
    let own = price(.output, 7, "own", line: 4, over: 200_000, from: 0)
    #expect(
      prices(self.book(rows + [own]).0, 5, over: 200_000) == [.input: usd(3), .output: usd(7)])
  }

  /// Up to day 6 the catalog has another price above 200,000 tokens, from then on the same.
  @Test func `an own price stands for a band only while the other book has one price`() {
    let rows = [
      price(.input, 5, "own", line: 2, from: 4), price(.input, 1, "a", line: 2, from: 0, to: 6),
      price(.input, 2, "a", line: 3, from: 6),
      price(.input, 2, "a", line: 4, over: 200_000, from: 0),
    ]
    let book = book(rows).0
    #expect(prices(book, 5) == [.input: usd(5)])
    #expect(prices(book, 5, over: 200_000) == [.input: usd(2)])
    #expect(prices(book, 6, over: 200_000) == [.input: usd(5)])
  }

  /// Of two own prices below a band the one for the larger requests is meant for those of the band, too.
  @Test func `an own price of a band stands for the bands above it, before that of the base band`()
  {
    let rows = [
      price(.input, 5, "own", line: 2, from: 0),
      price(.input, 7, "own", line: 3, over: 100_000, from: 0),
      price(.input, 1, "a", line: 2, from: 0),
      price(.input, 1, "a", line: 3, over: 200_000, from: 0),
    ]
    let book = book(rows).0
    #expect(prices(book, 1, over: 100_000) == [.input: usd(7)])
    #expect(prices(book, 1, over: 200_000) == [.input: usd(7)])
  }

  @Test func `rows of one rank must not overlap`() {
    let rows = [
      price(.input, 5, "own", line: 2, from: 0, to: 9), price(.input, 6, "mine", line: 3, from: 5),
    ]
    #expect(book(rows).1.map(\.line) == [3])
    let ranked = [
      price(.input, 5, "a", line: 2, from: 0, to: 9), price(.input, 6, "b", line: 3, from: 5),
    ]
    #expect(book(ranked).1.isEmpty)
    var faults: Faults = []
    let equal = PriceSources(ranks: ["a": 1, "b": 1])
    _ = PriceBook(ranked, knownAt: nil, sources: equal, faults: &faults)
    #expect(noted(faults).map(\.line) == [3])
  }

  /// A price a thousand times another is the mix-up of a unit only where one list states both.
  @Test(arguments: [("a", 1), ("b", 0)])
  func `a price is no jump from that of another source before it`(source: String, told: Int) {
    let rows = [
      price(.input, 1, "a", line: 2, from: 0, to: 10),
      price(.input, 1_000, source, line: 3, from: 10),
    ]
    let (book, faults) = book(rows)
    #expect([9, 10].map { prices(book, $0) } == [[.input: usd(1)], [.input: usd(1_000)]])
    #expect(faults.count == told)
  }

  @Test func `a model of one source only has its prices`() {
    let rows = [price(.input, 2, "b", line: 2, from: 0)]
    #expect(prices(book(rows).0, 5) == [.input: usd(2)])
  }

  @Test func `what sources state differently is listed, the one that counts first`() {
    let rows = [
      price(.input, 1, "a", line: 2, from: 0), price(.output, 4, "a", line: 3, from: 0),
      price(.input, 2, "b", line: 2, from: 0), price(.output, 4, "b", line: 3, from: 0),
    ]
    let conflicts = book(rows).0.sourceConflicts()
    #expect(conflicts.map(\.first.place.file) == ["prices/a.csv"])
    #expect(conflicts.map(\.second.value.perUnit) == [usd(2)])
  }

  // a: 1 until day 4, then 3. b: 2 until day 6, then 3. They differ to day 4, and from 4 to 6.
  @Test func `what sources stated differently in the past is listed, two rows once`() {
    let rows = [
      price(.input, 1, "a", line: 2, from: 0), price(.input, 3, "a", line: 3, from: 4),
      price(.input, 2, "b", line: 2, from: 0), price(.input, 3, "b", line: 3, from: 6),
      price(.input, 3, "b", line: 4, from: 8),
    ]
    let conflicts = book(rows).0.sourceConflicts()
    #expect(conflicts.map(\.first.place.line) == [2, 3])
    #expect(conflicts.map(\.second.place.line) == [2, 2])
  }

  private func prices(
    _ book: PriceBook, _ day: Int32, over: Int64? = nil
  ) -> [UnitClass: Money] {
    let quotes = (book.prices(of: model, at: at(day))?.quotes ?? [:]).filter {
      $0.key.contextOver == over
    }
    return Dictionary(
      uniqueKeysWithValues: quotes.map { ($0.key.unitClass, $0.value.perUnit ?? .zero) })
  }

  private func book(_ rows: [DatedRow<Price>]) -> (PriceBook, [Noted]) {
    var faults: Faults = []
    let book = PriceBook(rows, knownAt: nil, sources: Self.ranks, faults: &faults)
    return (book, noted(faults))
  }

  private func price(
    _ unitClass: UnitClass, _ amount: Int128, _ source: String, line: Int,
    over: Int64? = nil, from: Int32, to: Int32? = nil
  ) -> DatedRow<Price> {
    DatedRow(
      value: Price(key: key(unitClass, over: over), perUnit: usd(amount)), from: at(from),
      to: to.map(at),
      recordedAt: nil, place: Place(file: "prices/\(source).csv", line: line))
  }
}
